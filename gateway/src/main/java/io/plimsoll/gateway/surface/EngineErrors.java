package io.plimsoll.gateway.surface;

import io.plimsoll.gateway.http.AnswerEdit;
import io.plimsoll.gateway.http.AnswerEditing;
import io.plimsoll.gateway.http.ExchangePlan.Answer;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * An engine's own errors in words that the client acts on. Two kinds change, all others pass byte for byte: a request that is
 * too long is said as clients of the dialect recognise it, with numbers that are true; and an error in another dialect's shape
 * is put into the client's. Immutable and thread-safe.
 *
 * @param dialect the client's
 * @param asked tokens of the request as it was sent, for engines that do not truly say; empty where it was not counted
 * @param window tokens of the model's window, likewise
 */
public record EngineErrors(ErrorDialect dialect, OptionalInt asked, OptionalInt window) implements AnswerEditing {

    /** Errors are short; what is longer is not one that we know. */
    private static final int MAX_BYTES = 256 << 10;

    private static final int MAX_QUOTED = 1_000;
    private static final int ERROR = 400;
    private static final String RETRY_AFTER = "retry-after";

    @Override
    public @Nullable AnswerEdit begin(int status, MultiMap headers) {
        if (status < ERROR || headers.contains(HttpHeaders.CONTENT_ENCODING) || isLong(headers)) {
            return null;
        }
        return (AnswerEdit.Document) this::rewrite;
    }

    private static boolean isLong(MultiMap headers) {
        String length = headers.get(HttpHeaders.CONTENT_LENGTH);
        return length != null && length.length() > Integer.toString(MAX_BYTES).length();
    }

    private Answer rewrite(int status, MultiMap headers, byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        JsonNode error = parsed(text);
        Optional<ContextLengthText> tooLong =
                status < 500 && body.length <= MAX_BYTES ? ContextLengthText.find(text) : Optional.empty();
        if (tooLong.isPresent()) {
            return says(error, tooLong.get())
                    ? unchanged(status, headers, body)
                    : answer(
                            ClientError.CONTEXT_LENGTH, completed(tooLong.get()).in(dialect), headers, "messages");
        }
        return dialect == ErrorDialect.OPENAI || isAnthropic(error)
                ? unchanged(status, headers, body)
                : answer(ClientError.ofStatus(status), message(error, text), headers, null);
    }

    /** Whether the error is in the words of the dialect already, so that nothing has to be put into others. */
    private boolean says(JsonNode error, ContextLengthText tooLong) {
        boolean numbers =
                tooLong.askedTokens().isPresent() && tooLong.limitTokens().isPresent();
        return switch (dialect) {
            case OPENAI ->
                "context_length_exceeded".equals(error.at("/error/code").asString("")) && (numbers || asked.isEmpty());
            case ANTHROPIC ->
                numbers
                        && isAnthropic(error)
                        && error.at("/error/message").asString("").contains("prompt is too long");
        };
    }

    private ContextLengthText completed(ContextLengthText said) {
        return new ContextLengthText(
                said.askedTokens().isPresent() ? said.askedTokens() : asked,
                said.limitTokens().isPresent() ? said.limitTokens() : window);
    }

    private Answer answer(ClientError error, String message, MultiMap headers, @Nullable String param) {
        ErrorDialect.ErrorAnswer answer = dialect.answer(error, message, param);
        var all = new ArrayList<Map.Entry<String, String>>();
        headers.forEach(header -> {
            if (!header.getKey().equalsIgnoreCase("content-type")) {
                all.add(Map.entry(header.getKey(), header.getValue()));
            }
        });
        all.add(Map.entry("content-type", "application/json"));
        // When to come again is the engine's to say, and else ours; whether to come again is the client's own rule.
        String later = answer.headers().get(RETRY_AFTER);
        if (later != null && !headers.contains(RETRY_AFTER)) {
            all.add(Map.entry(RETRY_AFTER, later));
        }
        return new Answer(answer.status(), all, answer.body());
    }

    private static Answer unchanged(int status, MultiMap headers, byte[] body) {
        return new Answer(status, headers.entries(), body);
    }

    private static boolean isAnthropic(JsonNode error) {
        return "error".equals(error.path("type").asString(""))
                && error.at("/error/type").isString()
                && error.at("/error/message").isString();
    }

    /** What the engine said, wherever servers put it. */
    private static String message(JsonNode error, String text) {
        return List.of("/error/message", "/message", "/detail", "/error").stream()
                .map(place -> error.at(place).asString(""))
                .filter(Predicate.not(String::isBlank))
                .findFirst()
                .orElseGet(() -> text.isBlank()
                        ? "The backend gave no reason"
                        : text.substring(0, Math.min(text.length(), MAX_QUOTED)));
    }

    private static JsonNode parsed(String text) {
        try {
            JsonNode node = Json.MAPPER.readTree(text);
            return node == null ? Json.MAPPER.createObjectNode() : node;
        } catch (JacksonException notJson) {
            return Json.MAPPER.createObjectNode();
        }
    }
}
