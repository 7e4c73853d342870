package io.plimsoll.compression.reduce.files;

/**
 * Lines of a file.
 *
 * @param first from 1
 * @param last at least {@code first}
 */
public record LineRange(int first, int last) {

    /** All lines, however many there are. */
    static final LineRange WHOLE = new LineRange(1, Integer.MAX_VALUE);

    public LineRange {
        if (first < 1 || last < first) {
            throw new IllegalArgumentException("line range: " + first + "-" + last + " (expected: 1 <= first <= last)");
        }
    }

    /** So many lines from {@code first} on. */
    static LineRange from(int first, int lines) {
        int start = Math.max(1, first);
        return new LineRange(start, (int) Math.min(Integer.MAX_VALUE, (long) start + Math.max(1, lines) - 1));
    }

    boolean isOpenEnded() {
        return last == Integer.MAX_VALUE;
    }

    @Override
    public String toString() {
        return first + "-" + last;
    }
}
