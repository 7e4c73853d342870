package io.plimsoll.backends.engine;

import io.plimsoll.backends.engine.BackendAnswer.Capacity;
import io.plimsoll.backends.engine.BackendAnswer.ClientError;
import io.plimsoll.backends.engine.BackendAnswer.ContextOverflow;
import io.plimsoll.backends.engine.BackendAnswer.Ok;
import io.plimsoll.backends.engine.BackendAnswer.ServerError;
import io.plimsoll.backends.engine.BackendAnswer.UnknownModel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Recognises what engines mean by their texts, since status codes differ and types are unreliable. Looks at the first
 * 8 KiB only, and at no text that a server may have quoted from the request.
 */
final class AnswerReader {

    private static final int TEXT_LIMIT_BYTES = 8 << 10;

    /** Any of these says that the prompt is longer than the window. */
    private static final Pattern OVERFLOW = pattern(String.join(
            "|",
            "maximum context length is \\d+", // vLLM, OpenAI
            "context_length_exceeded", // OpenAI
            "longer than the model's context length", // SGLang
            "exceeds the model's maximum context length", // SGLang
            "exceed_context_size_error", // llama.cpp
            "exceeds the available context size", // llama.cpp
            "prompt is too long: \\d+ tokens > \\d+", // Anthropic
            "input length .{0,80}exceeds",
            "`inputs` tokens \\+ `max_new_tokens` must be <=", // TGI
            "`inputs` must have less than \\d+ tokens")); // TGI

    private static final List<Pattern> WINDOW = List.of(
            pattern("\"n_ctx\":\\s*(\\d+)"),
            pattern("maximum context length (?:is|of) (\\d+)"),
            pattern("model's context length \\((\\d+) tokens\\)"),
            pattern("available context size \\((\\d+) tokens\\)"),
            pattern("prompt is too long: \\d+ tokens > (\\d+)"),
            pattern("must be <= (\\d+)"),
            pattern("must have less than (\\d+) tokens"));

    private static final List<Pattern> PROMPT = List.of(
            pattern("\"n_prompt_tokens\":\\s*(\\d+)"),
            pattern("\\((\\d+) in the messages"),
            pattern("prompt contains (\\d+) input tokens"),
            pattern("the input \\((\\d+) tokens\\)"),
            pattern("request \\((\\d+) tokens\\)"),
            pattern("(\\d+) tokens from the input"),
            pattern("prompt is too long: (\\d+) tokens"),
            pattern("given: (\\d+)"));

    /** llama.cpp's shared pool is full: every running request fails, and none of them is too long. */
    private static final Pattern POOL_FULL = pattern("\"Context size has been exceeded\\.?\"");

    /** vLLM's validation errors quote the request, which may quote anything. */
    private static final Pattern QUOTES_REQUEST = pattern("\"message\":\\s*\"\\d+ validation errors?:");

    private static final Pattern UNKNOWN_MODEL =
            pattern("model_not_found|model[^{}]{0,200}(?:does not exist|not found|is not available)");

    private static final Pattern ERROR_BODY =
            Pattern.compile("^\\s*(?:event: error\\s+)?(?:data:\\s*)?\\{\\s*\"error\"\\s*:");

    private static final Pattern ERROR_CODE = pattern("\"code\":\\s*(\\d{3})\\b");

    private AnswerReader() {}

    static BackendAnswer read(int status, byte[] bodyStart) {
        var text = new String(bodyStart, 0, Math.min(bodyStart.length, TEXT_LIMIT_BYTES), StandardCharsets.UTF_8);
        if (status / 100 != 2) {
            return error(status, text);
        }
        return ERROR_BODY.matcher(text).find() ? error(innerStatus(text), text) : new Ok();
    }

    private static BackendAnswer error(int status, String text) {
        if (POOL_FULL.matcher(text).find()) {
            return new Capacity();
        }
        return switch (status) {
            case 429, 503, 529 -> new Capacity();
            case 404 -> UNKNOWN_MODEL.matcher(text).find() ? new UnknownModel() : new ClientError();
            default -> status / 100 == 5 ? new ServerError() : refusal(text);
        };
    }

    private static BackendAnswer refusal(String text) {
        if (QUOTES_REQUEST.matcher(text).find()) {
            return new ClientError();
        }
        if (OVERFLOW.matcher(text).find()) {
            return new ContextOverflow(number(WINDOW, text), number(PROMPT, text));
        }
        return text.contains("model_not_found") ? new UnknownModel() : new ClientError();
    }

    /** An error inside a 200 names its status in the body, or is the server's fault. */
    private static int innerStatus(String text) {
        var code = ERROR_CODE.matcher(text);
        return code.find() ? Integer.parseInt(code.group(1)) : 500;
    }

    private static @Nullable Integer number(List<Pattern> patterns, String text) {
        for (var pattern : patterns) {
            var found = pattern.matcher(text);
            if (found.find() && found.group(1).length() <= 9) {
                return Integer.valueOf(found.group(1));
            }
        }
        return null;
    }

    private static Pattern pattern(String regex) {
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
    }
}
