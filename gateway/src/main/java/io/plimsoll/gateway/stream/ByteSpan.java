package io.plimsoll.gateway.stream;

import io.netty.buffer.ByteBuf;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;

/**
 * A range of an array that is not ours to change.
 *
 * @param bytes the array
 * @param from the first index of the range
 * @param to the index after its last
 */
public record ByteSpan(byte[] bytes, int from, int to) {

    /** The bytes of a buffer, without a copy where it has them in an array. */
    public static ByteSpan of(Buffer buffer) {
        if (buffer instanceof BufferInternal vertxBuffer) {
            ByteBuf netty = vertxBuffer.getByteBuf();
            if (netty.hasArray()) {
                int from = netty.arrayOffset() + netty.readerIndex();
                return new ByteSpan(netty.array(), from, from + netty.readableBytes());
            }
        }
        byte[] copy = buffer.getBytes();
        return new ByteSpan(copy, 0, copy.length);
    }

    /** The same array, another range. */
    ByteSpan between(int newFrom, int newTo) {
        return new ByteSpan(bytes, newFrom, newTo);
    }

    /** The number of bytes in the range. */
    public int length() {
        return to - from;
    }

    /** The index of the first occurrence of {@code what} that begins at {@code start} or later, or -1. */
    int indexOf(byte[] what, int start) {
        for (int i = start; i <= to - what.length; i++) {
            if (bytes[i] == what[0] && matches(what, i)) {
                return i;
            }
        }
        return -1;
    }

    /** The index of the last occurrence of {@code what}, or -1. */
    int lastIndexOf(byte[] what) {
        for (int i = to - what.length; i >= from; i--) {
            if (bytes[i] == what[0] && matches(what, i)) {
                return i;
            }
        }
        return -1;
    }

    private boolean matches(byte[] what, int at) {
        for (int k = 1; k < what.length; k++) {
            if (bytes[at + k] != what[k]) {
                return false;
            }
        }
        return true;
    }
}
