package io.plimsoll.compression;

import io.plimsoll.budget.tokens.PromptMessage;
import java.util.List;

/** Writes the messages that a cut puts in place of others, in the dialect of the request. Pure. */
public interface BlockWriter {

    /**
     * The messages as elements of the history array, separated by commas, with none at either end.
     *
     * @param messages user and assistant messages of plain text; not empty
     */
    byte[] write(List<PromptMessage> messages);
}
