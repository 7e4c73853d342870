package io.plimsoll.gateway.demo;

import java.util.Locale;

/** What a scripted agent can do, and how long the results are. */
enum Tool {
    READ_FILE("Reads a file of the workspace.", 40, 200),
    RUN_TESTS("Runs the tests of a file and shows their output.", 10, 60),
    GREP("Searches the workspace for the names in a file.", 10, 50);

    private final String description;
    private final int fewestLines;
    private final int mostLines;

    Tool(String description, int fewestLines, int mostLines) {
        this.description = description;
        this.fewestLines = fewestLines;
        this.mostLines = mostLines;
    }

    String toolName() {
        return name().toLowerCase(Locale.ROOT);
    }

    String description() {
        return description;
    }

    int fewestLines() {
        return fewestLines;
    }

    int mostLines() {
        return mostLines;
    }

    static Tool named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
