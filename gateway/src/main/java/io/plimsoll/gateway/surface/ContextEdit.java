package io.plimsoll.gateway.surface;

import io.plimsoll.compression.plan.Clearing;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks to have done to its own history. Closed: what the dialects have words for.
 */
public sealed interface ContextEdit {

    /**
     * Anthropic's {@code clear_tool_uses_20250919} and {@code clear_thinking_20251015}: parts of old messages go.
     *
     * @param clearing what goes, and when
     */
    record Clear(Clearing clearing) implements ContextEdit {}

    /**
     * Anthropic's {@code compact_20260112} and OpenAI's {@code compaction}: old messages give way to a summary.
     *
     * @param triggerTokens how long a prompt may become before; null where the client leaves it to the server
     * @param pauses whether the client wants to see the summary before the model goes on
     */
    record Compact(@Nullable Integer triggerTokens, boolean pauses) implements ContextEdit {}

    /** OpenAI's {@code truncation: auto}: what does not fit may go. */
    record Truncate() implements ContextEdit {}
}
