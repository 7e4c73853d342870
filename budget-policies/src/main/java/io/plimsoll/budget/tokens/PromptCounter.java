package io.plimsoll.budget.tokens;

import java.util.List;

/**
 * Counts a conversation as the served model's chat template writes it. A prompt is its head, its messages and the
 * generation prompt; the counts of the three add up, since templates fence messages off with special tokens.
 * Implementations are thread-safe, deterministic, and may be slow (about 3 MB of text a second): callers remember counts
 * by content.
 */
public interface PromptCounter {

    /** The tokens of the system message and the tool definitions together, which many templates write as one.
     *
     * @param system the text of the leading system message, empty for none (templates may then add one of their own)
     * @param toolDefinitions the JSON text of each tool definition, in order
     */
    int head(String system, List<String> toolDefinitions);

    /** The tokens of one message with its frame. */
    int message(PromptMessage message);

    /** The tokens that make the model speak, such as {@code <|im_start|>assistant\n}. */
    int generationPrompt();

    /** The tokens of bare text, without a frame. */
    int text(String text);
}
