package io.plimsoll.compression.constraints;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a line begins, which says what it is.
 *
 * @param kind what it is
 * @param end behind the mark of an item or a heading, else the line's start
 */
record LineStart(Kind kind, int end) {

    /** What a line is. */
    enum Kind {
        WORDS,
        /** Begins with a bullet or a number. */
        ITEM,
        /** Begins as Markdown headings do. */
        HEADING,
        /** Begins as lines of logs, traces, diffs and code do, or tells of an exception. */
        MACHINE
    }

    /** A machine's line is known by its beginning, so that a line of any length costs little. */
    private static final int LOOK = 240;

    private static final Pattern ITEM =
            Pattern.compile("\\s{0,40}(?:[-*+•–·▪◦]|\\(?\\d{1,3}[.)]|[a-zA-Z][.)])\\s{1,8}(?:\\[[ xX]]\\s)?(?=\\S)");
    private static final Pattern HEADING = Pattern.compile("\\s{0,3}#{1,6}\\s+(?=\\S)");
    private static final Pattern MACHINE =
            Pattern.compile("\\s{0,80}(?:[\\[(]?\\d{4}-\\d\\d-\\d\\d[T ,\\]]|[\\[(]?\\d\\d:\\d\\d:\\d\\d"
                    + "|\\[?(?:INFO|WARN|ERROR|DEBUG|TRACE|FATAL)\\b|at [\\w.$/<>]{3,120}\\(|File \"|Traceback |Caused by:"
                    + "|@@ |\\+\\+\\+ |--- [ab]/|diff --git |//|/\\*|#include|import [\\w.{*]|from [\\w.]{1,80} import "
                    + "|def \\w|return\\b|>>> |\\$ |\\{|}|<[a-z/!?])");
    /** An exception's message reads like a rule: {@code IllegalArgumentException: name must not be null}. */
    private static final Pattern EXCEPTION = Pattern.compile("\\w(?:Exception|Error|Warning):");

    static LineStart of(String text, Span line) {
        Matcher start = ITEM.matcher(text).region(line.start(), Math.min(line.end(), line.start() + LOOK));
        if (start.lookingAt()) {
            return new LineStart(Kind.ITEM, start.end());
        }
        if (start.usePattern(HEADING).lookingAt()) {
            return new LineStart(Kind.HEADING, start.end());
        }
        boolean machine = start.usePattern(MACHINE).lookingAt()
                || start.usePattern(EXCEPTION).find();
        return new LineStart(machine ? Kind.MACHINE : Kind.WORDS, line.start());
    }
}
