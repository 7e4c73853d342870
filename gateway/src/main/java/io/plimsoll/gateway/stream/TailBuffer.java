package io.plimsoll.gateway.stream;

import java.util.Arrays;

/**
 * Keeps the bytes of one message, all of them up to a capacity, and of a longer one the last of them. Grows with what it is
 * given, so a short message costs little. Not thread-safe.
 */
final class TailBuffer {

    private static final byte[] NOTHING = {};
    private static final int FIRST_BYTES = 512;

    private final int capacity;
    private byte[] bytes = NOTHING;
    private int length;
    private boolean truncated;

    /** @param capacity in bytes, at least 2 */
    TailBuffer(int capacity) {
        this.capacity = capacity;
    }

    void append(ByteSpan span) {
        int from = span.from();
        if (span.length() > capacity) {
            truncated = true;
            length = 0;
            from = span.to() - capacity / 2;
        }
        int added = span.to() - from;
        if (length + added > capacity) {
            // Half is dropped at a time, so that a long message is moved about once and not once per append.
            int keep = Math.min(length, Math.max(0, capacity / 2 - added));
            System.arraycopy(bytes, length - keep, bytes, 0, keep);
            length = keep;
            truncated = true;
        }
        if (length + added > bytes.length) {
            int doubled = Math.max(FIRST_BYTES, Math.max(length + added, bytes.length * 2));
            bytes = Arrays.copyOf(bytes, Math.min(capacity, doubled));
        }
        System.arraycopy(span.bytes(), from, bytes, length, added);
        length += added;
    }

    /** Whether bytes were dropped at the front. */
    boolean isTruncated() {
        return truncated;
    }

    boolean isEmpty() {
        return length == 0;
    }

    int length() {
        return length;
    }

    /** What is kept; valid until the next change. */
    ByteSpan content() {
        return new ByteSpan(bytes, 0, length);
    }

    void clear() {
        length = 0;
        truncated = false;
    }
}
