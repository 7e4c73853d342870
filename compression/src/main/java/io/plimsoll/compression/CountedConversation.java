package io.plimsoll.compression;

import java.util.stream.IntStream;

/**
 * A conversation with the tokens of each of its parts, as the served model's template writes them.
 *
 * @param conversation what was counted
 * @param headTokens system text, tools, and the generation prompt: what every request of the lane carries
 * @param messageTokens tokens of each message with its frame; as long as the conversation; never written to
 */
public record CountedConversation(Conversation conversation, int headTokens, int[] messageTokens) {

    public CountedConversation {
        if (messageTokens.length != conversation.messages().size()) {
            throw new IllegalArgumentException("counts: " + messageTokens.length + " for "
                    + conversation.messages().size() + " messages");
        }
    }

    /** The tokens of the whole request as the client sent it. */
    public int totalTokens() {
        return headTokens + IntStream.of(messageTokens).sum();
    }
}
