package io.plimsoll.compression;

import java.util.List;

/**
 * A request's history, as byte ranges of its body. What belongs to the head, such as the system message that a chat
 * begins with, is not among {@code messages}. Created per request.
 *
 * @param body the request as the client sent it; never written to
 * @param head hash of the canonical system text and tool definitions
 * @param messages the history after its head, in order
 * @param chain {@code chain.get(k)} is the hash of everything up to and with message k
 * @param reader reads the text of a message
 * @param placer places insertions anew where a message is spelt in another way than they were made for
 */
public record Conversation(
        byte[] body,
        ChainHash head,
        List<HistoryMessage> messages,
        List<ChainHash> chain,
        MessageReader reader,
        InsertPlacer placer) {

    public Conversation {
        messages = List.copyOf(messages);
        chain = List.copyOf(chain);
        if (messages.size() != chain.size()) {
            throw new IllegalArgumentException(
                    "conversation: " + chain.size() + " hashes for " + messages.size() + " messages");
        }
    }
}
