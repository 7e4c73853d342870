package io.plimsoll.gateway.surface;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.gateway.http.AnswerEdit;
import io.plimsoll.gateway.http.ExchangePlan.Answer;
import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EngineErrorsTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String VLLM_TEXT = "This model's maximum context length is 4096 tokens. However, your prompt"
            + " contains at least 4097 input tokens, which exceeds this limit even without any output tokens.";
    private static final String VLLM =
            "{\"error\":{\"message\":\"" + VLLM_TEXT + "\",\"type\":\"BadRequestError\",\"code\":400}}";
    private static final String VLLM_MESSAGES =
            "{\"type\":\"error\",\"error\":{\"type\":\"BadRequestError\",\"message\":\"" + VLLM_TEXT + "\"}}";
    private static final String LLAMA_CPP =
            "{\"error\":{\"code\":400,\"message\":\"request (12031 tokens) exceeds the available context size (4096"
                    + " tokens), try increasing it\",\"type\":\"exceed_context_size_error\",\"n_prompt_tokens\":12031,"
                    + "\"n_ctx\":4096}}";

    @Test
    void saysWithTrueNumbersThatAPromptIsTooLongWhereTheEngineStoppedToCount() {
        Answer answer = rewritten(ErrorDialect.ANTHROPIC, 400, VLLM_MESSAGES);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(at(answer, "/error/type")).isEqualTo("invalid_request_error");
        assertThat(at(answer, "/error/message")).isEqualTo("prompt is too long: 5000 tokens > 4096 maximum");
    }

    @Test
    void takesTheEnginesOwnNumbersWhereTheyAreTrue() {
        assertThat(at(rewritten(ErrorDialect.ANTHROPIC, 400, LLAMA_CPP), "/error/message"))
                .isEqualTo("prompt is too long: 12031 tokens > 4096 maximum");
        assertThat(at(rewritten(ErrorDialect.OPENAI, 400, LLAMA_CPP), "/error/message"))
                .startsWith("This model's maximum context length is 4096 tokens. However, you requested 12031 tokens.");
    }

    @Test
    void givesOpenAiClientsTheCodeThatTheyActOn() {
        Answer answer = rewritten(ErrorDialect.OPENAI, 400, VLLM);

        assertThat(at(answer, "/error/code")).isEqualTo("context_length_exceeded");
        assertThat(at(answer, "/error/type")).isEqualTo("invalid_request_error");
    }

    @ParameterizedTest
    @CsvSource({
        "400, 400, invalid_request_error",
        "401, 401, authentication_error",
        "403, 403, permission_error",
        "404, 404, not_found_error",
        "413, 413, request_too_large",
        "422, 400, invalid_request_error",
        "429, 429, rate_limit_error",
        "500, 500, api_error",
        "502, 502, api_error",
        "503, 529, overloaded_error",
        "504, 504, timeout_error"
    })
    void putsAnErrorOfAnotherDialectIntoAnthropics(int status, int expected, String type) {
        Answer answer = rewritten(
                ErrorDialect.ANTHROPIC, status, "{\"error\":{\"message\":\"No.\",\"type\":\"x\",\"code\":1}}");

        assertThat(answer.status()).isEqualTo(expected);
        assertThat(at(answer, "/type")).isEqualTo("error");
        assertThat(at(answer, "/error/type")).isEqualTo(type);
        assertThat(at(answer, "/error/message")).isEqualTo("No.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"detail\":\"Not Found\"} | Not Found",
                "{\"message\":\"gone\"} | gone",
                "{\"error\":\"overloaded\"} | overloaded",
                "<html>bad gateway</html> | <html>bad gateway</html>",
                "'' | The backend gave no reason"
            })
    void findsWhatWasSaidWhereverAServerPutsIt(String body, String message) {
        assertThat(at(rewritten(ErrorDialect.ANTHROPIC, 502, body), "/error/message"))
                .isEqualTo(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ANTHROPIC | 400 | { \"type\":\"error\", \"error\":{\"type\":\"BadRequestError\",\"message\":\"no\",\"x\":1.0}}",
                "OPENAI | 503 | { \"error\":{\"message\":\"no\",\"x\":1.0}}",
                "OPENAI | 502 | upstream says {no"
            })
    void passesAnErrorThatIsInTheClientsDialectByteForByte(ErrorDialect dialect, int status, String body) {
        Answer answer = rewritten(dialect, status, body);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo(body);
    }

    @Test
    void doesNotTakeAFullPoolForAPromptThatIsTooLong() {
        String full =
                "{\"error\":{\"code\":500,\"message\":\"Context size has been exceeded.\",\"type\":\"server_error\"}}";

        assertThat(rewritten(ErrorDialect.OPENAI, 500, full).status()).isEqualTo(500);
    }

    @Test
    void leavesSuccessAndWhatItCannotReadAlone() {
        EngineErrors errors = errors(ErrorDialect.ANTHROPIC);

        assertThat(errors.begin(200, headers())).isNull();
        assertThat(errors.begin(400, headers().add("content-encoding", "gzip"))).isNull();
        assertThat(errors.begin(400, headers().add("content-length", "99999999")))
                .isNull();
        assertThat(errors.needsPlainAnswers()).isFalse();
    }

    @Test
    void keepsTheEnginesHeaders() {
        MultiMap headers = headers().add("retry-after", "7").add("x-request-id", "r");

        assertThat(rewritten(ErrorDialect.ANTHROPIC, 503, headers, "").headers())
                .contains(Map.entry("retry-after", "7"), Map.entry("x-request-id", "r"))
                .doesNotContain(Map.entry("retry-after", "1"));
    }

    private static Answer rewritten(ErrorDialect dialect, int status, String body) {
        return rewritten(dialect, status, headers(), body);
    }

    private static Answer rewritten(ErrorDialect dialect, int status, MultiMap headers, String body) {
        var edit = (AnswerEdit.Document)
                Objects.requireNonNull(errors(dialect).begin(status, headers), "the error is not looked at");
        return edit.rewrite(status, headers, body.getBytes(StandardCharsets.UTF_8));
    }

    private static EngineErrors errors(ErrorDialect dialect) {
        return new EngineErrors(dialect, OptionalInt.of(5_000), OptionalInt.of(4_096));
    }

    private static MultiMap headers() {
        return MultiMap.caseInsensitiveMultiMap().add("content-type", "application/json");
    }

    private static String at(Answer answer, String pointer) {
        JsonNode body = JSON.readTree(answer.body());
        return body.at(pointer).asString();
    }
}
