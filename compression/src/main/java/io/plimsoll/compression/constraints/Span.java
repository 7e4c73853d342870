package io.plimsoll.compression.constraints;

/**
 * A slice of a text.
 *
 * @param start its first character
 * @param end behind its last one; at least {@code start}
 */
record Span(int start, int end) {

    Span {
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("span: " + start + " to " + end + " (expected: 0 <= start <= end)");
        }
    }

    int length() {
        return end - start;
    }

    String of(String text) {
        return text.substring(start, end);
    }

    /** This span without white space at either end. */
    Span stripped(String text) {
        int from = start;
        int to = end;
        while (from < to && Character.isWhitespace(text.charAt(from))) {
            from++;
        }
        while (to > from && Character.isWhitespace(text.charAt(to - 1))) {
            to--;
        }
        return new Span(from, to);
    }
}
