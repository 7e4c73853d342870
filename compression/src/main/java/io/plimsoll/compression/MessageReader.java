package io.plimsoll.compression;

import io.plimsoll.budget.tokens.PromptMessage;
import java.util.List;

/** Reads the text of a message on demand, in its own dialect. Slow (it parses), so only called for what is cut. */
public interface MessageReader {

    /**
     * The message at {@code index} of {@link Conversation#messages()}. One element for chat; an Anthropic user message
     * that holds tool results and text gives the results first.
     */
    List<PromptMessage> read(int index);
}
