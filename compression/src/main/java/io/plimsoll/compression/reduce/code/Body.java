package io.plimsoll.compression.reduce.code;

/**
 * Lines that may go.
 *
 * @param header the first line of what they belong to
 * @param from the first of them
 * @param to behind the last of them
 * @param kind what they are, which decides how the line must look that stands for them
 */
record Body(int header, int from, int to, Kind kind) {

    /** What lines are. */
    enum Kind {
        /** Statements. */
        FUNCTION,
        /** Comments, each with a mark of its own. */
        LINE_COMMENTS,
        /** The inside of a comment or of a documentation string. */
        TEXT
    }

    Body {
        if (header > from || from > to) {
            throw new IllegalArgumentException(
                    "body: lines " + header + ", " + from + ", " + to + " (expected: in this order)");
        }
    }

    int lines() {
        return to - from;
    }
}
