package io.plimsoll.compression.reduce;

/** What a tool's result is made of, by its own look and not by the tool's name alone. */
public enum ContentType {
    /** One JSON value, or one on each line. */
    JSON,
    /** Timestamped or levelled lines, build and test output, stack traces. */
    LOG,
    /** A unified diff. */
    DIFF,
    /** Lines with the file and mostly the line number that they were found in. */
    GREP,
    /** Paths, one on each line, or a tree or table of them. */
    LISTING,
    /** Markup of a web page. */
    HTML,
    /** Source text of a programming language. */
    CODE,
    /** Sentences, Markdown included. */
    PROSE,
    /** None of these for sure. */
    OTHER
}
