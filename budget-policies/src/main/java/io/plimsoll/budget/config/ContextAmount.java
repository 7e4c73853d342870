package io.plimsoll.budget.config;

/**
 * How much context a session may hold, in the unit that the operator chose. Closed, because each unit needs its own way
 * to tokens: {@link Tokens} are exact, {@link ByteSize} needs the model's KV bytes per token, {@link Share} the size of
 * the pool.
 */
public sealed interface ContextAmount permits Tokens, ByteSize, Share {

    /**
     * Reads {@code 64k}, {@code 4GiB} or {@code 40%}.
     *
     * @throws IllegalArgumentException if the text is none of the three
     */
    static ContextAmount parse(String text) {
        if (text.endsWith("%")) {
            return Share.parse(text);
        }
        if (text.endsWith("B")) {
            return ByteSize.parse(text);
        }
        return Tokens.parse(text);
    }
}
