package io.plimsoll.gateway.surface;

import io.plimsoll.compression.plan.Clearing;

/** What a client asks to have done to its own history. Closed: what the dialects have words for. */
public sealed interface ContextEdit {

    /**
     * Anthropic's {@code clear_tool_uses_20250919} and {@code clear_thinking_20251015}: parts of old messages go.
     *
     * @param clearing what goes, and when
     */
    record Clear(Clearing clearing) implements ContextEdit {}

    /**
     * Anthropic's {@code compact_20260112} and OpenAI's {@code compaction}: old messages give way to something short.
     *
     * @param triggerTokens how long a prompt may become before; at least 1
     * @param told what the client is told then
     */
    record Compact(int triggerTokens, Told told) implements ContextEdit {

        /** What a client is told of a compaction. */
        public enum Told {
            /** Nothing: it goes on sending all of its history. */
            NOTHING,
            /** A note at the head of the answer, which stands for the history from then on. */
            NOTE,
            /** The note alone, which is all of the answer. */
            NOTE_ALONE
        }

        public Compact {
            if (triggerTokens < 1) {
                throw new IllegalArgumentException("compact: trigger " + triggerTokens + " (expected: >= 1)");
            }
        }
    }
}
