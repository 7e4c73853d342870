package io.plimsoll.budget.tokens;

/** Counts the tokens of plain text for one vocabulary. Implementations are thread-safe and deterministic. */
public interface TextTokenizer {

    /** Where the vocabulary came from, for logs and explanations: {@code cl100k_base}, {@code hf:/path/tokenizer.json}. */
    String name();

    /**
     * The number of tokens of {@code text} where special tokens written out in it (such as {@code <|im_end|>}) count as
     * the one token they are, and none is added at the start or end.
     */
    int count(String text);
}
