package io.plimsoll.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the gateway tells of itself, after a session that was cut. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
class AdminIT {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ScriptedEngine engine = ScriptedEngine.start();
    private final RunningGateway gateway =
            RunningGateway.before("policies: [{name: small, context: {cap: 2000, newest-results: 1}}]", engine.port());

    @BeforeAll
    void aSessionIsCut() {
        AgentHistory history = AgentHistory.begin("You are a coding agent.")
                .user("Look at all files.")
                .reads("harbour.txt", "the harbour master is called Ingrid. " + AgentHistory.words(150, 1));
        for (int i = 0; i < 12; i++) {
            history.reads("f" + i, AgentHistory.words(220, i));
        }
        gateway.chat(history.request(), "x-session-id", "session/one+two");
    }

    @AfterAll
    void stop() {
        gateway.close();
        engine.close();
    }

    @Test
    void readinessCountsHealthyBackends() {
        assertThat(json("/plimsoll/ready").path("healthyBackends").asInt()).isOne();
    }

    @Test
    void theListOfSessionsSaysWhatEachHolds() {
        JsonNode session = json("/plimsoll/sessions")
                .path("sessions")
                .valueStream()
                .filter(found -> found.path("session").asString().startsWith("session/"))
                .findFirst()
                .orElseThrow();

        assertThat(session.path("session").asString()).isEqualTo("session/one+two");
        assertThat(session.path("tenant").asString()).isEqualTo("anonymous");
        assertThat(session.path("decision").asString()).isEqualTo("cut");
        assertThat(session.path("backend").asString()).isEqualTo("b0");
        assertThat(session.path("sentTokens").asInt()).isLessThanOrEqualTo(2_000);
    }

    @Test
    void aSessionIsExplainedPieceByPieceWithoutItsText() {
        HttpResponse<String> page = gateway.get("/plimsoll/sessions/session%2Fone+two");

        JsonNode lane = JSON.readTree(page.body()).path("lanes").path(0);
        assertThat(lane.path("policy").asString()).isEqualTo("small");
        assertThat(lane.path("limitedBy").asString()).isEqualTo("cap");
        assertThat(lane.path("lineTokens").asInt()).isEqualTo(2_000);
        assertThat(lane.path("footprint").path("pool").asString()).isEqualTo("b0");
        assertThat(lane.path("segments").findValuesAsString("fate")).contains("sent", "cut", "block");
        assertThat(page.body()).doesNotContain("harbour", "Look at all files");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /plimsoll/sessions/nobody, 404",
        "GET, /plimsoll/sessions/%zz, 404",
        "GET, /plimsoll/sessions/%, 404",
        "GET, /plimsoll/other, 404",
        "POST, /plimsoll/sessions, 405",
        "GET, /plimsoll/search, 405",
        "GET, /elsewhere, 404"
    })
    void whatIsNoPageIsAClearError(String method, String path, int status) {
        try (var client = gateway.raw()) {
            var answer = client.request(method, path).readAnswer();

            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.body()).startsWith("{\"error\":{").doesNotContain("Exception");
        }
    }

    @Test
    void theBackendsAreDescribedWithTheirPools() {
        JsonNode backend = json("/plimsoll/backends").path("backends").path(0);

        assertThat(backend.path("name").asString()).isEqualTo("b0");
        assertThat(backend.path("engine").asString()).isEqualTo("vllm");
        assertThat(backend.path("state").asString()).isEqualTo("healthy");
        assertThat(backend.path("models").path(0).path("windowTokens").asInt()).isEqualTo(131_072);
        JsonNode pool = backend.path("pool");
        assertThat(pool.path("capacityBlocks").asInt())
                .isEqualTo(pool.path("reservedBlocks").asInt()
                        + pool.path("idleBlocks").asInt()
                        + pool.path("freeBlocks").asInt());
    }

    @Test
    void ofADeletedSessionNothingIsFoundAndItGoesOnAsIfItWereNew() {
        AgentHistory history = AgentHistory.begin("You are a coding agent.").user("Look at this.");
        history.reads("gull.txt", "the gull is called Osric. " + AgentHistory.words(150, 3));
        for (int i = 0; i < 12; i++) {
            history.reads("g" + i, AgentHistory.words(220, i));
        }
        gateway.chat(history.request(), "x-session-id", "gone");
        assertThat(search("gull Osric")).contains("Osric");

        try (var client = gateway.raw()) {
            var answer = client.request("DELETE", "/plimsoll/sessions/gone").readAnswer();
            assertThat(answer.status()).isEqualTo(200);
            assertThat(JSON.readTree(answer.body()).path("lanes").asInt()).isOne();
            assertThat(JSON.readTree(answer.body()).path("passages").asInt()).isPositive();
        }

        assertThat(search("gull Osric")).doesNotContain("Osric");
        assertThat(gateway.get("/plimsoll/sessions/gone").statusCode()).isEqualTo(404);
        assertThat(gateway.chat(history.assistant("Read.").user("So?").request(), "x-session-id", "gone")
                        .headers()
                        .firstValue("x-plimsoll-decision"))
                .hasValue("cut");
    }

    private String search(String query) {
        return gateway.post("/plimsoll/search", "{\"query\":\"" + query + "\"}").body();
    }

    @Test
    void archivedTextIsFound() {
        String found = gateway.post("/plimsoll/search", "{\"query\":\"harbour master\"}")
                .body();

        JsonNode best = JSON.readTree(found).path("passages").path(0);
        assertThat(best.path("text").asString()).contains("Ingrid");
        assertThat(best.path("tool").asString()).isEqualTo("read_file");
        assertThat(best.path("path").asString()).isEqualTo("harbour.txt");
        assertThat(best.path("session").asString()).isEqualTo("session/one+two");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "\"x\"",
                "{}",
                "{\"query\":\" \"}",
                "{\"query\":{\"a\":1}}",
                "{\"query\":[\"a\"]}",
                "{\"query\":\"a\",\"tenant\":\"\"}",
                "{\"query\":\"a\",\"tenant\":5}",
                "{\"query\":\"a\",\"session\":[]}",
                "{\"query\":\"a\",\"limit\":0}",
                "{\"query\":\"a\",\"limit\":\"many\"}",
                "{\"query\":\"a\",\"limit\":101}"
            })
    void aSearchThatIsNoneIsAClearError(String body) {
        HttpResponse<String> answer = gateway.post("/plimsoll/search", body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(JSON.readTree(answer.body()).path("error").path("message").asString())
                .startsWith("search: ")
                .contains("(expected: ")
                .doesNotContain("Exception", "\n", "StreamReadFeature");
    }

    @Test
    void aSearchNestedTooDeeplyIsAClearError() {
        String deep = "{\"query\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";

        assertThat(gateway.post("/plimsoll/search", deep).statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"+-&&||!(){}[]^\\\"~*?:\\\\/", "AND OR NOT", "\\u0000\\ud800", "*"})
    void aSearchIsWordsAndNoQueryLanguage(String query) {
        assertThat(gateway.post("/plimsoll/search", "{\"query\":\"" + query + "\"}")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void metricsNameNoSession() {
        String page = gateway.get("/metrics").body();

        assertThat(page)
                .contains(
                        "plimsoll_cuts_total 1.0",
                        "plimsoll_decisions_total{decision=\"cut\"} 1.0",
                        "plimsoll_kv_blocks{backend=\"b0\",state=\"reserved\"}",
                        "plimsoll_backend_up{backend=\"b0\"} 1.0",
                        "gen_ai_server_request_duration_seconds_count{gen_ai_operation_name=\"chat\","
                                + "gen_ai_request_model=\"m\",http_response_status_code=\"200\"}")
                .doesNotContain("one+two", "harbour", "anonymous");
    }

    @Test
    void aModelThatNobodyListsIsNoLabel() {
        gateway.chat("{\"model\":\"made-up-17\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}");

        assertThat(gateway.get("/metrics").body()).doesNotContain("made-up-17");
    }

    @Test
    void theDashboardNeedsNothingFromElsewhere() {
        HttpResponse<String> page = gateway.get("/plimsoll");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("content-type").orElseThrow()).startsWith("text/html");
        assertThat(page.body()).doesNotContain("https://", "//cdn");
    }

    private JsonNode json(String path) {
        HttpResponse<String> page = gateway.get(path);
        assertThat(page.statusCode()).isEqualTo(200);
        return JSON.readTree(page.body());
    }
}
