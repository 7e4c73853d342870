package io.plimsoll.budget.tokens;

import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes prompt counters. */
public final class PromptCounters {

    private static final Logger LOG = LoggerFactory.getLogger(PromptCounters.class);

    private PromptCounters() {}

    /**
     * Counts with a tokenizer and a template that are known.
     *
     * @throws IllegalStateException if the template refuses an ordinary conversation
     */
    public static PromptCounter of(TextTokenizer tokenizer, ChatTemplate template) {
        var counter = new TemplatePromptCounter(tokenizer, template);
        counter.probe();
        return counter;
    }

    /** Counts as if the model's template were ChatML with tools as Qwen writes them. */
    public static PromptCounter chatMl(TextTokenizer tokenizer) {
        return of(tokenizer, ChatTemplate.chatMl());
    }

    /**
     * Counts with the tokenizer that {@code spec} names and the template that lies beside it; ChatML where there is none, or
     * where the template cannot be rendered.
     *
     * @param spec see {@link TextTokenizers#of}
     * @param baseDirectory what a relative path in {@code spec} is relative to
     * @throws IllegalArgumentException if there is no such tokenizer, or its file is broken
     */
    public static PromptCounter load(String spec, Path baseDirectory) {
        TextTokenizer tokenizer = TextTokenizers.of(spec, baseDirectory);
        return TextTokenizers.file(spec, baseDirectory)
                .map(Path::toAbsolutePath)
                .flatMap(file -> Optional.ofNullable(file.getParent()))
                .flatMap(folder -> withTemplateIn(folder, tokenizer))
                .orElseGet(() -> chatMl(tokenizer));
    }

    private static Optional<PromptCounter> withTemplateIn(Path folder, TextTokenizer tokenizer) {
        try {
            return ChatTemplate.in(folder).map(template -> of(tokenizer, template));
        } catch (RuntimeException unusable) {
            LOG.atWarn()
                    .addKeyValue("folder", folder)
                    .addKeyValue("reason", unusable.getMessage())
                    .log("the chat template cannot be rendered; prompts are counted as ChatML");
            return Optional.empty();
        }
    }
}
