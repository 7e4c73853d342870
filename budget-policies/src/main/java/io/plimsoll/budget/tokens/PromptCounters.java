package io.plimsoll.budget.tokens;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes prompt counters. */
public final class PromptCounters {

    /**
     * What an image costs unless said otherwise: 1,024 tokens, about a megapixel for models that take one token for each patch
     * of 28 to 32 pixels squared. Engines differ, and their reports correct it.
     */
    public static final int DEFAULT_IMAGE_TOKENS = 1_024;

    private static final Logger LOG = LoggerFactory.getLogger(PromptCounters.class);

    /** A template that is off by more in a conversation of eight messages doesn't write messages one by one. */
    private static final int MOST_DIFFERENCE = 8;

    private PromptCounters() {}

    /** Counts with a tokenizer and a template that are known, each image {@value #DEFAULT_IMAGE_TOKENS} tokens. */
    public static TemplatePromptCounter of(TextTokenizer tokenizer, ChatTemplate template) {
        return of(tokenizer, template, DEFAULT_IMAGE_TOKENS);
    }

    /**
     * Counts with a tokenizer and a template that are known; as ChatML where the template can't be rendered or doesn't write
     * messages one by one, which is logged and told by {@link TemplatePromptCounter#describe()}.
     *
     * @param imageTokens what an image costs, in tokens; not negative
     */
    public static TemplatePromptCounter of(TextTokenizer tokenizer, ChatTemplate template, int imageTokens) {
        if (imageTokens < 0) {
            throw new IllegalArgumentException("image tokens: " + imageTokens + " (expected: >= 0)");
        }
        try {
            TemplatePromptCounter counter = new TemplatePromptCounter(tokenizer, template, imageTokens, "");
            int difference = Math.abs(counter.additivityDifference());
            return difference <= MOST_DIFFERENCE
                    ? counter
                    : chatMl(tokenizer, imageTokens, template.name(), "parts and whole differ by " + difference);
        } catch (IllegalStateException e) {
            return chatMl(tokenizer, imageTokens, template.name(), String.valueOf(e.getMessage()));
        }
    }

    /** Counts as if the model's template were ChatML with tools as Qwen writes them. */
    public static TemplatePromptCounter chatMl(TextTokenizer tokenizer) {
        return new TemplatePromptCounter(tokenizer, ChatTemplate.chatMl(), DEFAULT_IMAGE_TOKENS, "");
    }

    /**
     * Counts with the tokenizer that {@code spec} names and the template that lies beside it; ChatML where there is none, or
     * where the template cannot be used.
     *
     * @param spec see {@link TextTokenizers#of}
     * @param baseDirectory what a relative path in {@code spec} is relative to
     * @throws IllegalArgumentException if there is no such tokenizer, or its file is broken
     */
    public static TemplatePromptCounter load(String spec, Path baseDirectory) {
        TextTokenizer tokenizer = TextTokenizers.of(spec, baseDirectory);
        Optional<Path> folder = TextTokenizers.file(spec, baseDirectory)
                .map(file -> Objects.requireNonNull(file.toAbsolutePath().getParent()));
        try {
            return folder.flatMap(ChatTemplate::in)
                    .map(template -> of(tokenizer, template))
                    .orElseGet(() -> chatMl(tokenizer));
        } catch (IllegalArgumentException | IllegalStateException e) {
            return chatMl(
                    tokenizer,
                    DEFAULT_IMAGE_TOKENS,
                    folder.map(Path::toString).orElse(spec),
                    String.valueOf(e.getMessage()));
        }
    }

    private static TemplatePromptCounter chatMl(
            TextTokenizer tokenizer, int imageTokens, String insteadOf, String reason) {
        LOG.atWarn()
                .addKeyValue("template", insteadOf)
                .addKeyValue("reason", reason)
                .log("the chat template cannot be used; prompts are counted as ChatML");
        return new TemplatePromptCounter(
                tokenizer, ChatTemplate.chatMl(), imageTokens, " instead of " + insteadOf + ": " + reason);
    }
}
