package io.plimsoll.gateway.translate;

import org.jspecify.annotations.Nullable;

/**
 * How an answer ended.
 *
 * @param finish why the model stopped; {@code TOOL_CALLS} wherever it called a tool and was not cut short
 * @param stopSequence the client's stop sequence that the model made, or null
 * @param usage what it cost, null where the engine did not tell
 */
record AnswerEnd(
        ChatChunk.Finish finish,
        @Nullable String stopSequence,
        @Nullable ChatUsage usage) {}
