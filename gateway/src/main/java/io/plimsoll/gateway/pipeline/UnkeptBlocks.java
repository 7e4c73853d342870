package io.plimsoll.gateway.pipeline;

import io.plimsoll.budget.tokens.PromptMessage;
import io.plimsoll.budget.tokens.PromptRole;
import io.plimsoll.compression.BlockWriter;
import java.util.List;

/**
 * Writes blocks for text that no archive holds: the note at a block's head, in brackets, gives way to one that does not
 * promise that the text comes back. The new note is the shorter one, so a block never grows.
 */
record UnkeptBlocks(BlockWriter writer) implements BlockWriter {

    private static final String NOTE = "[Note from the context gateway, not from the user: an earlier part of this"
            + " conversation was left out to save room. In short, it held the following.]";

    @Override
    public byte[] write(List<PromptMessage> messages) {
        return writer.write(messages.stream().map(UnkeptBlocks::honest).toList());
    }

    private static PromptMessage honest(PromptMessage message) {
        int noteEnd = message.text().indexOf(']');
        if (message.role() != PromptRole.USER || noteEnd < 0) {
            return message;
        }
        return PromptMessage.of(message.role(), NOTE + message.text().substring(noteEnd + 1));
    }
}
