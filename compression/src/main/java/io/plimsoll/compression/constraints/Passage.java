package io.plimsoll.compression.constraints;

/**
 * Lines of a text that belong together.
 *
 * @param span without the mark of a list item or a heading; not empty
 * @param kind what it is
 * @param paragraph equal for passages with no blank line between them
 */
record Passage(Span span, Kind kind, int paragraph) {

    /** What a passage is. */
    enum Kind {
        /** Prose: a line, or several that are wrapped. */
        PROSE,
        /** An item of a list. */
        ITEM,
        /** A line of a log, a trace, a diff or code. */
        MACHINE
    }
}
