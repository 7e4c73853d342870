package io.plimsoll.gateway.surface;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Every error that the gateway itself answers with, and what each dialect calls it. Closed: a new one needs a row. */
public enum ClientError {
    BAD_REQUEST(400, "invalid_request_error", null, "invalid_request_error"),
    CONTEXT_LENGTH(400, "invalid_request_error", "context_length_exceeded", "invalid_request_error"),
    BAD_KEY(401, "invalid_request_error", "invalid_api_key", "authentication_error"),
    FORBIDDEN(403, "permission_error", null, "permission_error"),
    NOT_FOUND(404, "invalid_request_error", "not_found", "not_found_error"),
    MODEL_NOT_FOUND(404, "invalid_request_error", "model_not_found", "not_found_error"),
    PREVIOUS_RESPONSE_NOT_FOUND(404, "invalid_request_error", "previous_response_not_found", "not_found_error"),
    METHOD_NOT_ALLOWED(405, "invalid_request_error", "method_not_allowed", "invalid_request_error"),
    UPLOAD_TIMEOUT(408, "invalid_request_error", "request_timeout", "timeout_error"),
    TOO_LARGE(413, "invalid_request_error", "request_too_large", "request_too_large"),
    RATE_LIMITED(429, "rate_limit_exceeded", null, "rate_limit_error"),
    TOO_MANY_SESSIONS(429, "rate_limit_exceeded", "too_many_sessions", "rate_limit_error"),
    INTERNAL(500, "server_error", "internal_error", "api_error"),
    UPSTREAM_FAILED(502, "server_error", "upstream_failed", "api_error"),
    OVERLOADED(503, "server_error", "overloaded", "overloaded_error"),
    NO_BACKEND(503, "server_error", "no_backend", "overloaded_error"),
    UPSTREAM_TIMEOUT(504, "server_error", "upstream_timeout", "timeout_error");

    private final int status;
    private final String openAiType;
    private final @Nullable String openAiCode;
    private final String anthropicType;

    ClientError(int status, String openAiType, @Nullable String openAiCode, String anthropicType) {
        this.status = status;
        this.openAiType = openAiType;
        this.openAiCode = openAiCode;
        this.anthropicType = anthropicType;
    }

    /** The error that a status of an engine stands for. */
    public static ClientError ofStatus(int status) {
        return switch (status) {
            case 401 -> BAD_KEY;
            case 403 -> FORBIDDEN;
            case 404 -> NOT_FOUND;
            case 405 -> METHOD_NOT_ALLOWED;
            case 408 -> UPLOAD_TIMEOUT;
            case 413 -> TOO_LARGE;
            case 429 -> RATE_LIMITED;
            case 502 -> UPSTREAM_FAILED;
            case 503, 529 -> OVERLOADED;
            case 504 -> UPSTREAM_TIMEOUT;
            default -> status < 500 ? BAD_REQUEST : INTERNAL;
        };
    }

    int status() {
        return status;
    }

    String openAiType() {
        return openAiType;
    }

    @Nullable
    String openAiCode() {
        return openAiCode;
    }

    String anthropicType() {
        return anthropicType;
    }

    /**
     * Headers that tell SDKs whether to try again. The gateway has spent its own retries by the time it answers with a
     * 5xx; without the header its retries and the SDK's would multiply.
     */
    Map<String, String> headers() {
        return switch (this) {
            case OVERLOADED, NO_BACKEND, RATE_LIMITED, TOO_MANY_SESSIONS -> Map.of("retry-after", "1");
            case UPSTREAM_FAILED, UPSTREAM_TIMEOUT, INTERNAL -> Map.of("x-should-retry", "false");
            case BAD_REQUEST,
                    CONTEXT_LENGTH,
                    BAD_KEY,
                    FORBIDDEN,
                    NOT_FOUND,
                    MODEL_NOT_FOUND,
                    PREVIOUS_RESPONSE_NOT_FOUND,
                    METHOD_NOT_ALLOWED,
                    UPLOAD_TIMEOUT,
                    TOO_LARGE -> Map.of();
        };
    }
}
