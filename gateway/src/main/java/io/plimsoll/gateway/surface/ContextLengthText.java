package io.plimsoll.gateway.surface;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an engine says when a request is longer than its window, with the numbers that are true in it. Some engines stop to
 * count at the window: "at least 4097" says nothing of how long the request was. A pool that is full ("Context size has been
 * exceeded.") and a {@code max_tokens} beyond the window are other errors: a shorter history mends neither.
 *
 * @param askedTokens how long the request was, empty where the engine does not truly say
 * @param limitTokens the most that fits, empty where the engine does not say
 */
public record ContextLengthText(OptionalInt askedTokens, OptionalInt limitTokens) {

    private static final String NUMBER = "(?<%s>\\d{1,9})";
    private static final String ASKED = NUMBER.formatted("asked");
    private static final String LIMIT = NUMBER.formatted("limit");

    /** The first that is found counts, so the ones with more numbers stand first. */
    private static final List<Pattern> TEXTS = List.of(
            // vLLM, of prompt and completion together
            text("maximum context length is " + LIMIT + " tokens.*for a total of " + ASKED + " tokens"),
            text("maximum context length is " + LIMIT + " tokens.*you requested " + ASKED + " tokens"),
            text("maximum context length is " + LIMIT + " tokens.*prompt contains " + ASKED + " input tokens"),
            // SGLang
            text("input \\(" + ASKED + " tokens\\) is longer than the model's context length \\(" + LIMIT
                    + " tokens\\)"),
            text("exceeds the model's maximum context length of " + LIMIT + " tokens.*requested a total of " + ASKED
                    + " tokens"),
            // llama.cpp
            text("request \\(" + ASKED + " tokens\\) exceeds the available context size \\(" + LIMIT + " tokens\\)"),
            // Anthropic's dialect
            text("prompt is too long: " + ASKED + " tokens > " + LIMIT),
            text("prompt is too long: more than the maximum of " + LIMIT + " tokens"),
            // TGI
            text("`inputs` must have less than " + LIMIT + " tokens\\. Given: " + ASKED),
            text("`inputs` tokens \\+ `max_new_tokens` must be <= " + LIMIT),
            text("maximum context length is " + LIMIT),
            text("maximum context length of " + LIMIT),
            text("context_length_exceeded"),
            text("exceed_context_size_error"),
            text("exceeds the available context size"),
            text("exceeds the model's maximum context length"),
            text("longer than the model's context length"),
            text("prompt is too long"),
            // Ollama, TensorRT-LLM
            text("input length.{0,40} exceeds"));

    /**
     * Reads an error.
     *
     * @param error all that the engine said: message, type and code
     * @return empty when it speaks of something else
     */
    public static Optional<ContextLengthText> find(String error) {
        return TEXTS.stream()
                .map(text -> text.matcher(error))
                .filter(Matcher::find)
                .findFirst()
                .map(found -> new ContextLengthText(number(found, "asked"), number(found, "limit")));
    }

    /** The same in the words by which clients of {@code dialect} recognise it; two of them read the numbers. */
    public String in(ErrorDialect dialect) {
        return switch (dialect) {
            case OPENAI -> openAi();
            case ANTHROPIC -> anthropic();
        };
    }

    private String openAi() {
        String limit = limitTokens.isPresent()
                ? "This model's maximum context length is %d tokens.".formatted(limitTokens.getAsInt())
                : "The request exceeds this model's maximum context length.";
        String asked = askedTokens.isPresent()
                ? " However, you requested %d tokens.".formatted(askedTokens.getAsInt())
                : limitTokens.isPresent() ? " However, you requested more." : "";
        return limit + asked + " Please reduce the length of the messages.";
    }

    private String anthropic() {
        if (limitTokens.isEmpty()) {
            return "prompt is too long";
        }
        return askedTokens.isPresent()
                ? "prompt is too long: %d tokens > %d maximum".formatted(askedTokens.getAsInt(), limitTokens.getAsInt())
                : "prompt is too long: more than the maximum of %d tokens".formatted(limitTokens.getAsInt());
    }

    private static Pattern text(String regex) {
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    }

    private static OptionalInt number(Matcher found, String group) {
        return found.namedGroups().containsKey(group)
                ? OptionalInt.of(Integer.parseInt(found.group(group)))
                : OptionalInt.empty();
    }
}
