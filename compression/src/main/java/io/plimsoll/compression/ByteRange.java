package io.plimsoll.compression;

/**
 * A half-open range of bytes in a request body.
 *
 * @param start first byte, from 0
 * @param end behind the last byte; never below {@code start}
 */
public record ByteRange(int start, int end) {

    public ByteRange {
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("byte range: " + start + ".." + end + " (expected: 0 <= start <= end)");
        }
    }

    /** The number of bytes. */
    public int length() {
        return end - start;
    }

    /** Whether every byte of {@code other} is one of these. */
    public boolean contains(ByteRange other) {
        return start <= other.start && other.end <= end;
    }
}
