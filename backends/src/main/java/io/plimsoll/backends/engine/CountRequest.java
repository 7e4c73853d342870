package io.plimsoll.backends.engine;

import org.jspecify.annotations.Nullable;

/** A question how many tokens something has. Closed: engines have an answer of their own for each. */
public sealed interface CountRequest {

    /** The model whose tokenizer and template count. */
    String model();

    /**
     * A conversation, with the template's frame and the generation prompt.
     *
     * @param model whose tokenizer and template count
     * @param messages the {@code messages} array of a chat completion, as JSON
     * @param tools the {@code tools} array of a chat completion, as JSON; {@code null} for none
     */
    record Chat(String model, String messages, @Nullable String tools) implements CountRequest {}

    /**
     * Bare text, as {@code /v1/completions} takes it.
     *
     * @param model whose tokenizer counts
     * @param text the prompt
     */
    record Text(String model, String text) implements CountRequest {}
}
