package io.plimsoll.gateway.surface;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The table of errors: what each is called and how it is answered, by dialect. */
class ErrorDialectTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Map<String, String> LATER = Map.of("retry-after", "1");
    private static final Map<String, String> NEVER = Map.of("x-should-retry", "false");
    private static final Map<String, String> NONE = Map.of();

    private record Row(int status, String type, String code) {}

    static Stream<Arguments> table() {
        return Stream.of(
                row(ClientError.BAD_REQUEST, 400, "invalid_request_error", null, 400, "invalid_request_error", NONE),
                row(
                        ClientError.CONTEXT_LENGTH,
                        400,
                        "invalid_request_error",
                        "context_length_exceeded",
                        400,
                        "invalid_request_error",
                        NONE),
                row(
                        ClientError.BAD_KEY,
                        401,
                        "invalid_request_error",
                        "invalid_api_key",
                        401,
                        "authentication_error",
                        NONE),
                row(ClientError.FORBIDDEN, 403, "permission_error", null, 403, "permission_error", NONE),
                row(ClientError.NOT_FOUND, 404, "invalid_request_error", "not_found", 404, "not_found_error", NONE),
                row(
                        ClientError.MODEL_NOT_FOUND,
                        404,
                        "invalid_request_error",
                        "model_not_found",
                        404,
                        "not_found_error",
                        NONE),
                row(
                        ClientError.PREVIOUS_RESPONSE_NOT_FOUND,
                        404,
                        "invalid_request_error",
                        "previous_response_not_found",
                        404,
                        "not_found_error",
                        NONE),
                row(
                        ClientError.METHOD_NOT_ALLOWED,
                        405,
                        "invalid_request_error",
                        "method_not_allowed",
                        405,
                        "invalid_request_error",
                        NONE),
                row(
                        ClientError.UPLOAD_TIMEOUT,
                        408,
                        "invalid_request_error",
                        "request_timeout",
                        408,
                        "timeout_error",
                        NONE),
                row(
                        ClientError.TOO_LARGE,
                        413,
                        "invalid_request_error",
                        "request_too_large",
                        413,
                        "request_too_large",
                        NONE),
                row(ClientError.RATE_LIMITED, 429, "rate_limit_exceeded", null, 429, "rate_limit_error", LATER),
                row(
                        ClientError.TOO_MANY_SESSIONS,
                        429,
                        "rate_limit_exceeded",
                        "too_many_sessions",
                        429,
                        "rate_limit_error",
                        LATER),
                row(ClientError.INTERNAL, 500, "server_error", "internal_error", 500, "api_error", NEVER),
                row(ClientError.UPSTREAM_FAILED, 502, "server_error", "upstream_failed", 502, "api_error", NEVER),
                row(ClientError.OVERLOADED, 503, "server_error", "overloaded", 529, "overloaded_error", LATER),
                row(ClientError.NO_BACKEND, 503, "server_error", "no_backend", 529, "overloaded_error", LATER),
                row(
                        ClientError.UPSTREAM_TIMEOUT,
                        504,
                        "server_error",
                        "upstream_timeout",
                        504,
                        "timeout_error",
                        NEVER));
    }

    private static Arguments row(
            ClientError error,
            int openAiStatus,
            String openAiType,
            @Nullable String openAiCode,
            int anthropicStatus,
            String anthropicType,
            Map<String, String> headers) {
        return Arguments.of(
                error,
                new Row(openAiStatus, openAiType, String.valueOf(openAiCode)),
                new Row(anthropicStatus, anthropicType, ""),
                headers);
    }

    @ParameterizedTest
    @MethodSource("table")
    void anErrorIsSaidInOpenAisWords(ClientError error, Row expected, Row other, Map<String, String> headers) {
        ErrorDialect.ErrorAnswer answer = ErrorDialect.OPENAI.answer(error, "It is \"so\".\n", "messages[0]");

        assertThat(answer.status()).isEqualTo(expected.status());
        assertThat(answer.headers()).isEqualTo(headers);
        JsonNode body = JSON.readTree(answer.body());
        assertThat(body.propertyNames()).containsExactly("error");
        JsonNode inner = body.path("error");
        assertThat(inner.propertyNames()).containsExactly("message", "type", "param", "code");
        assertThat(inner.path("message").asString()).isEqualTo("It is \"so\".\n");
        assertThat(inner.path("type").asString()).isEqualTo(expected.type());
        assertThat(inner.path("param").asString()).isEqualTo("messages[0]");
        assertThat(inner.path("code").isNull() ? "null" : inner.path("code").asString())
                .isEqualTo(expected.code());
    }

    @ParameterizedTest
    @MethodSource("table")
    void anErrorIsSaidInAnthropicsWords(ClientError error, Row other, Row expected, Map<String, String> headers) {
        ErrorDialect.ErrorAnswer answer = ErrorDialect.ANTHROPIC.answer(error, "So.", "messages[0]");

        assertThat(answer.status()).isEqualTo(expected.status());
        assertThat(answer.headers()).isEqualTo(headers);
        assertThat(JSON.readTree(answer.body()))
                .isEqualTo(JSON.readTree(
                        "{\"type\":\"error\",\"error\":{\"type\":\"" + expected.type() + "\",\"message\":\"So.\"}}"));
    }

    @Test
    void theTableIsWhole() {
        assertThat(table().map(row -> row.get()[0])).containsExactlyElementsOf(Arrays.asList(ClientError.values()));
    }

    @Test
    void theNumbersOfAContextErrorStandWhereClientsReadThem() {
        assertThat(ErrorDialect.OPENAI.contextLengthMessage(41_200, 39_152, 32_768))
                .startsWith("This model's maximum context length is 32768 tokens. However, you requested 41200 tokens")
                .contains("39152");
        assertThat(ErrorDialect.ANTHROPIC.contextLengthMessage(41_200, 39_152, 32_768))
                .isEqualTo("prompt is too long: 41200 tokens > 32768 maximum");
    }

    @Test
    void pathsBelowMessagesSpeakAnthropicsDialect() {
        assertThat(Surfaces.errorsAt("/v1/messages/count_tokens")).isEqualTo(ErrorDialect.ANTHROPIC);
        assertThat(Surfaces.errorsAt("/v1/responses")).isEqualTo(ErrorDialect.OPENAI);
    }
}
