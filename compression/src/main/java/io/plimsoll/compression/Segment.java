package io.plimsoll.compression;

/**
 * One content block of a message: a chat message's text or one of its tool calls, an Anthropic block, a Responses item.
 *
 * @param kind what it is
 * @param range its bytes, relative to the start of its message
 * @param callId the id that ties a call to its result, empty for other kinds
 * @param toolName the tool's name where the dialect says it, else empty
 */
public record Segment(SegmentKind kind, ByteRange range, String callId, String toolName) {}
