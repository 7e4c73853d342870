package io.plimsoll.gateway.translate;

import io.plimsoll.gateway.surface.ClientError;
import io.plimsoll.gateway.surface.ContextLengthText;
import io.plimsoll.gateway.surface.ErrorDialect;
import io.plimsoll.gateway.surface.ErrorDialect.ErrorAnswer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an engine answered instead of a completion: its own error, or something that cannot be read. Without stack trace: it
 * is traffic.
 *
 * <p>Engines write errors as {@code {"error":{message,type,code}}}, as {@code {"error":"…"}}, as {@code {message}} or as
 * {@code {detail}}, and some in plain text.
 */
final class EngineFailure extends Exception {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int SHOWN_CHARS = 2000;
    /** llama.cpp, when the sessions of one pool do not fit together: no fault of the request's length. */
    private static final String POOL_FULL = "context size has been exceeded";

    private final ClientError error;
    private final Optional<ContextLengthText> tooLong;

    private EngineFailure(ClientError error, String message, Optional<ContextLengthText> tooLong) {
        super(message, null, false, false);
        this.error = error;
        this.tooLong = tooLong;
    }

    /** The engine's answer cannot be read as a completion. */
    static EngineFailure unreadable(String what) {
        return new EngineFailure(ClientError.UPSTREAM_FAILED, what, Optional.empty());
    }

    /** The engine answered with an error status. */
    static EngineFailure ofStatus(int status, byte[] body) {
        try {
            return of(status, JSON.readTree(body));
        } catch (JacksonException notJson) {
            return of(status, JSON.getNodeFactory().stringNode(new String(body, StandardCharsets.UTF_8)));
        }
    }

    /** The engine told of an error in an answer that began well. */
    static EngineFailure inBand(JsonNode error) {
        int code = error.path("code").asInt(0);
        return of(code >= 400 && code <= 599 ? code : 500, error);
    }

    ClientError error() {
        return error;
    }

    /** The error as an answer of its own. */
    ErrorAnswer answer(ErrorDialect dialect) {
        return dialect.answer(error, message(dialect), error == ClientError.CONTEXT_LENGTH ? "messages" : null);
    }

    /** What to tell the client in its dialect. */
    String message(ErrorDialect dialect) {
        return tooLong.map(text -> text.in(dialect)).orElseGet(this::getMessage);
    }

    private static EngineFailure of(int status, JsonNode answer) {
        JsonNode error = answer.path("error").isMissingNode() ? answer : answer.path("error");
        String message = message(error, status);
        String all = String.join(
                " ",
                message,
                error.path("type").asString(""),
                error.path("code").asString(""));
        Optional<ContextLengthText> tooLong = ContextLengthText.find(all);
        return tooLong.isPresent()
                ? new EngineFailure(ClientError.CONTEXT_LENGTH, message, tooLong)
                : new EngineFailure(error(status, all.toLowerCase(Locale.ROOT)), message, tooLong);
    }

    private static String message(JsonNode error, int status) {
        for (JsonNode text : new JsonNode[] {error, error.path("message"), error.path("detail")}) {
            String shown = text.isString() ? text.asString().strip() : "";
            if (!shown.isEmpty()) {
                return shown.length() > SHOWN_CHARS ? shown.substring(0, SHOWN_CHARS) + "…" : shown;
            }
        }
        return "The engine gave no reason (status " + status + ")";
    }

    private static ClientError error(int status, String all) {
        if (status < 400) {
            return ClientError.UPSTREAM_FAILED;
        }
        if (status >= 500 && all.contains(POOL_FULL)) {
            return ClientError.OVERLOADED;
        }
        return status == 404 && all.contains("model") ? ClientError.MODEL_NOT_FOUND : ClientError.ofStatus(status);
    }
}
