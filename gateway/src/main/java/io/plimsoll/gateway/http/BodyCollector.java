package io.plimsoll.gateway.http;

import io.vertx.core.buffer.Buffer;
import java.util.Arrays;

/**
 * Collects a request body into one array. A declared length is trusted up to {@value #TRUSTED_BYTES} bytes and beyond that
 * only once as much has come, so that a client cannot make the gateway hold memory by announcing a body. Not thread-safe.
 */
final class BodyCollector {

    private static final int TRUSTED_BYTES = 4 << 20;
    private static final int FIRST_BYTES = 8 << 10;
    private static final byte[] NOTHING = {};

    private final long declaredBytes;
    private final long maxBytes;
    private byte[] bytes = NOTHING;
    private int size;

    /**
     * @param declaredBytes what {@code content-length} says; negative when nothing does
     * @param maxBytes the longest body accepted; fits an array
     */
    BodyCollector(long declaredBytes, long maxBytes) {
        this.declaredBytes = declaredBytes;
        this.maxBytes = maxBytes;
    }

    /** Takes the next bytes; false, and nothing taken, when the body would become too long. */
    boolean add(Buffer chunk) {
        int length = chunk.length();
        if (size + (long) length > maxBytes) {
            return false;
        }
        if (size + length > bytes.length) {
            bytes = Arrays.copyOf(bytes, capacityFor(size + length));
        }
        chunk.getBytes(bytes, size);
        size += length;
        return true;
    }

    /** The body; without a copy when its length was declared. */
    byte[] toArray() {
        return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
    }

    private int capacityFor(int needed) {
        if (declaredBytes >= needed && (declaredBytes <= TRUSTED_BYTES || size >= TRUSTED_BYTES)) {
            return (int) declaredBytes;
        }
        long doubled = Math.max(FIRST_BYTES, Math.max(needed, bytes.length * 2L));
        return (int) Math.min(doubled, maxBytes);
    }
}
