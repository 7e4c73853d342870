package io.plimsoll.compression;

import io.plimsoll.budget.tokens.PromptRole;
import java.util.List;

/**
 * One element of the request's history array: a chat message, an Anthropic message, a Responses item.
 *
 * @param range its bytes in the request body, without separators
 * @param facts what is known about it, shared between requests that hold the same bytes
 */
public record HistoryMessage(ByteRange range, Facts facts) {

    /**
     * What a message says about itself, independent of where it stands. Immutable, remembered by content.
     *
     * @param role who speaks; an Anthropic user message with tool results and nothing of the user's own is {@link
     *     PromptRole#TOOL}
     * @param raw hash of the message's bytes as the client wrote them
     * @param canonical hash of role and canonical content: insignificant spelling left out
     * @param segments its content blocks, in order
     * @param calls ids of the tool calls that it makes
     * @param results ids of the tool calls that it answers
     * @param hasText whether it holds any text that is not blank
     * @param hasReasoning whether it holds reasoning
     */
    public record Facts(
            PromptRole role,
            ChainHash raw,
            ChainHash canonical,
            List<Segment> segments,
            List<String> calls,
            List<String> results,
            boolean hasText,
            boolean hasReasoning) {

        public Facts {
            segments = List.copyOf(segments);
            calls = List.copyOf(calls);
            results = List.copyOf(results);
        }
    }

    /** Who speaks. */
    public PromptRole role() {
        return facts.role();
    }
}
