package io.plimsoll.compression;

/** What a content block is, whatever dialect it came in. */
public enum SegmentKind {
    SYSTEM,
    TOOLS,
    USER_TEXT,
    ASSISTANT_TEXT,
    REASONING,
    TOOL_CALL,
    TOOL_RESULT,
    IMAGE,
    OTHER
}
