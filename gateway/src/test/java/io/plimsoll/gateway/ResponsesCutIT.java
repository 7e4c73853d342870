package io.plimsoll.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.backends.sim.ReplicaSpec;
import io.plimsoll.backends.sim.ReplySource;
import io.plimsoll.backends.sim.SimulatedEngine;
import io.plimsoll.backends.sim.SimulatedEngineOptions;
import io.plimsoll.backends.sim.SimulatedModel;
import io.plimsoll.backends.sim.SimulationPace;
import io.plimsoll.budget.tokens.PromptCounters;
import io.plimsoll.gateway.http.FakeBackend;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sessions on {@code /v1/responses} under a small cap: cut, recalled, continued by id, compacted. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
class ResponsesCutIT {

    private static final String RESPONSES = "/v1/responses";
    private static final String SECRET = "cobalt heron";
    private static final int CAP = 2_000;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ScriptedEngine engine = ScriptedEngine.start();
    private final RunningGateway gateway = RunningGateway.before(
            "policies: [{name: small, context: {cap: 2000, newest-results: 1}, recall: {budget: 400}}]", engine.port());
    private int answers;

    @BeforeEach
    void answerWhole() {
        engine.script(exchange -> exchange.answer(200, "application/json", response("resp_" + ++answers)));
    }

    @AfterAll
    void stop() {
        gateway.assertNothingReserved();
        gateway.close();
        engine.close();
    }

    @Test
    void aGrowingSessionStaysLegalBelowTheCapAndKeepsItsPrefixBetweenCuts() {
        ItemHistory history = agent();
        List<String> before = List.of();
        int cuts = 0;
        for (int turn = 0; turn < 25; turn++) {
            history.reads("src/File" + turn + ".java", AgentHistory.words(250, turn));

            HttpResponse<String> answer = post(history.request(",\"store\":false"), "grows");

            SentItems sent = SentItems.of(engine.lastPrompt());
            sent.assertLegal();
            assertThat(number(answer, "sent-tokens")).isLessThanOrEqualTo(CAP);
            if (decision(answer).equals("cut")) {
                cuts++;
            } else {
                assertThat(decision(answer)).isEqualTo(cuts == 0 ? "pass" : "view");
                assertThat(sent.elements().subList(0, before.size())).isEqualTo(before);
            }
            before = sent.elements();
        }
        assertThat(cuts).isBetween(2, 14);
    }

    @Test
    void whatNeedsNoEditGoesByteForByteAsItCame() {
        String body =
                "{ \"input\" : [ {\"role\":\"user\",\"content\":\"h\\u00e9\"} ,\n {\"type\":\"hologram\",\"depth\":1e400},"
                        + "{\"type\":\"function_call_output\",\"call_id\":\"nobody\",\"output\":\"\"}, {\"role\":\"user\","
                        + "\"content\":[]}], \"zz\":{\"b\":1.0,\"a\":[]},\"model\":\"m\",\"store\":true }";

        HttpResponse<String> answer = post(body, "as-it-came");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(decision(answer)).isEqualTo("pass");
        assertThat(engine.lastPrompt().receivedBody()).isEqualTo(body);
    }

    @Test
    void aPictureOfTwentyMegabytesPassesAsItCame() {
        String body =
                "{\"model\":\"m\",\"input\":[{\"role\":\"user\",\"content\":[{\"type\":\"input_image\",\"image_url\":"
                        + "\"data:image/png;base64," + "QUJD".repeat(5 << 20) + "\"}]}]}";

        assertThat(post(body, "picture").statusCode()).isEqualTo(200);
        assertThat(engine.lastPrompt().receivedBody().length()).isEqualTo(body.length());
    }

    @Test
    void aFactThatWasCutComesBackBeforeTheUsersOwnWords() {
        ItemHistory history = agent().reads("deploy/staging.env", "staging passphrase: " + SECRET);
        for (int i = 0; i < 9; i++) {
            history.reads("f" + i, AgentHistory.words(220, i));
        }
        post(history.request(""), "recalls");
        assertThat(SentItems.of(engine.lastPrompt()).text()).doesNotContain(SECRET);

        HttpResponse<String> answer = post(
                history.assistant("All files are read.")
                        .user("What is the staging passphrase in deploy/staging.env?")
                        .request(""),
                "recalls");

        assertThat(decision(answer)).contains("recall");
        JsonNode newest = SentItems.of(engine.lastPrompt()).items().getLast().path("content");
        assertThat(newest.get(0).path("type").asString()).isEqualTo("input_text");
        assertThat(newest.get(0).path("text").asString()).contains(SECRET);
        assertThat(newest.get(1).path("text").asString()).startsWith("What is the staging passphrase");
    }

    @Test
    void whatNoCutMakesFitIsRefusedInTheDialect() {
        HttpResponse<String> answer = post(
                ItemHistory.begin("Be brief.")
                        .user(AgentHistory.words(2_500, 9))
                        .request(""),
                "floor");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .contains("\"code\":\"context_length_exceeded\"", "maximum context length is 2000 tokens");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aResponseIsContinuedByItsId(boolean stream) {
        engine.script(exchange -> {
            if (stream) {
                streamed(exchange, "resp_" + ++answers);
            } else {
                exchange.answer(200, "application/json", response("resp_" + ++answers));
            }
        });
        String flag = ",\"stream\":" + stream;
        post("{\"model\":\"m\",\"input\":\"The code word is heron.\"" + flag + "}", "x");
        String first = "resp_" + answers;

        post("{\"model\":\"m\",\"previous_response_id\":\"" + first + "\",\"input\":\"Go on.\"" + flag + "}", "x");

        SentItems sent = SentItems.of(engine.lastPrompt());
        assertThat(engine.lastPrompt().receivedBody()).doesNotContain("previous_response_id");
        assertThat(sent.items()).hasSize(3);
        assertThat(sent.items().get(0).path("content").asString()).isEqualTo("The code word is heron.");
        assertThat(sent.items().get(1).path("role").asString()).isEqualTo("assistant");
        String second = "resp_" + answers;
        assertThat(JSON.readTree(gateway.get("/v1/responses/" + second).body())
                        .path("previous_response_id")
                        .asString())
                .isEqualTo(first);
        assertThat(gateway.get("/v1/responses/" + second + "/input_items").body())
                .contains("heron");
    }

    @Test
    void aContinuedSessionIsCutLikeAnyOther() {
        String previous = "";
        int cuts = 0;
        for (int turn = 0; turn < 12; turn++) {
            HttpResponse<String> answer = gateway.post(
                    RESPONSES,
                    "{\"model\":\"m\",\"instructions\":\"i\"" + previous + ",\"input\":\"" + turn + ": "
                            + AgentHistory.words(300, turn).replace('\n', ' ') + "\"}");

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(number(answer, "sent-tokens")).isLessThanOrEqualTo(CAP);
            assertThat(answer.headers().firstValue("x-plimsoll-session").orElseThrow())
                    .startsWith("lineage-");
            cuts += decision(answer).contains("cut") ? 1 : 0;
            SentItems.of(engine.lastPrompt()).assertLegal();
            previous = ",\"previous_response_id\":\"resp_" + answers + "\"";
        }
        assertThat(cuts).isPositive();
        assertThat(JSON.readTree(gateway.get("/v1/responses/resp_" + answers + "/input_items?limit=100")
                                .body())
                        .path("data"))
                .hasSize(23);
    }

    @Test
    void aResponseThatIsNotKeptIsNotContinued() {
        int prompts = engine.promptCount();
        HttpResponse<String> unknown =
                post("{\"model\":\"m\",\"previous_response_id\":\"resp_none\",\"input\":\"x\"}", "x");

        assertThat(unknown.statusCode()).isEqualTo(404);
        JsonNode error = JSON.readTree(unknown.body()).path("error");
        assertThat(error.path("param").asString()).isEqualTo("previous_response_id");
        assertThat(error.path("code").asString()).isEqualTo("previous_response_not_found");
        assertThat(engine.promptCount()).isEqualTo(prompts);

        post("{\"model\":\"m\",\"store\":false,\"input\":\"x\"}", "x");
        assertThat(gateway.get("/v1/responses/resp_" + answers).statusCode()).isEqualTo(404);
        assertThat(post("{\"model\":\"m\",\"background\":true,\"input\":\"x\"}", "x")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void aStreamThatBreaksOffIsNotKept() {
        engine.script(exchange -> {
            exchange.startStream();
            exchange.chunk("data: {\"type\":\"response.created\",\"response\":" + response("resp_broken") + "}\n\n");
            exchange.resetConnection();
        });

        try {
            post("{\"model\":\"m\",\"input\":\"x\",\"stream\":true}", "x");
        } catch (java.util.concurrent.CompletionException brokenOff) {
            // what a client sees of a stream without its end
        }

        assertThat(gateway.get("/v1/responses/resp_broken").statusCode()).isEqualTo(404);
    }

    @Test
    void aHistoryIsCompactedAndGoesOnFromThere() {
        ItemHistory history = agent().reads("deploy/staging.env", "staging passphrase: " + SECRET);
        for (int i = 0; i < 5; i++) {
            history.reads("f" + i, AgentHistory.words(220, i))
                    .assistant("Read " + i + ".")
                    .user("Now number " + (i + 1));
        }
        int prompts = engine.promptCount();

        HttpResponse<String> answer =
                gateway.post(RESPONSES + "/compact", history.request(""), "x-session-id", "compacts");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(engine.promptCount()).isEqualTo(prompts);
        JsonNode compacted = JSON.readTree(answer.body());
        assertThat(compacted.path("id").asString()).startsWith("resp_");
        assertThat(compacted.path("object").asString()).isEqualTo("response.compaction");
        assertThat(compacted.path("usage").path("input_tokens").asInt())
                .isGreaterThan(4 * compacted.path("usage").path("output_tokens").asInt());
        List<JsonNode> output = compacted.path("output").valueStream().toList();
        assertThat(output.subList(0, 6))
                .allMatch(item -> item.path("role").asString().equals("user"));
        assertThat(output.getLast().path("type").asString()).isEqualTo("compaction");
        assertThat(output).hasSize(7);
        assertThat(answer.body()).doesNotContain(SECRET);
        assertThat(gateway.post("/plimsoll/search", "{\"query\":\"staging passphrase\",\"session\":\"compacts\"}")
                        .body())
                .contains(SECRET);

        String next = "{\"model\":\"m\",\"input\":"
                + compacted.path("output").toString().replaceAll("]$", "")
                + ",{\"role\":\"user\",\"content\":\"Go on.\"}]}";
        assertThat(post(next, "compacts").statusCode()).isEqualTo(200);
        List<JsonNode> sent = SentItems.of(engine.lastPrompt()).items();
        assertThat(sent).hasSize(8);
        assertThat(sent.get(6).path("role").asString()).isEqualTo("user");
        assertThat(sent.get(6).path("content").get(0).path("text").asString())
                .contains("Note from the context gateway", "read_file deploy/staging.env");
    }

    @Test
    void whatIsTooShortForABlockIsCompactedWordForWord() {
        ItemHistory history =
                ItemHistory.begin("i").user("hi").assistant("hello there").user("bye");

        JsonNode compacted = JSON.readTree(
                gateway.post(RESPONSES + "/compact", history.request("")).body());

        assertThat(compacted.path("output")).hasSize(3);
        post("{\"model\":\"m\",\"input\":" + compacted.path("output") + "}", "short");
        assertThat(SentItems.of(engine.lastPrompt())
                        .items()
                        .get(2)
                        .path("content")
                        .get(0)
                        .path("text")
                        .asString())
                .endsWith("assistant: hello there");
    }

    @Test
    void aCompactionOfACompactionCarriesItsNoteOn() {
        ItemHistory history = ItemHistory.begin("i").user("hi").assistant("first answer");
        JsonNode once = JSON.readTree(
                gateway.post(RESPONSES + "/compact", history.request("")).body());
        String longer =
                "{\"model\":\"m\",\"input\":" + once.path("output").toString().replaceAll("]$", "")
                        + ",{\"role\":\"assistant\",\"content\":\"second answer\"}]}";

        JsonNode twice =
                JSON.readTree(gateway.post(RESPONSES + "/compact", longer).body());

        assertThat(twice.path("output")).hasSize(2);
        post("{\"model\":\"m\",\"input\":" + twice.path("output") + "}", "twice");
        assertThat(SentItems.of(engine.lastPrompt()).text()).contains("first answer", "second answer");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"model\":\"m\"}",
                "{\"model\":\"m\",\"input\":[]}",
                "{\"input\":\"x\"}",
                "{\"model\":\"m\",\"input\":[{\"type\":\"compaction\",\"encrypted_content\":\"foreign\"}]}",
                "{",
            })
    void whatCannotBeCompactedIsToldSo(String body) {
        HttpResponse<String> answer = gateway.post(RESPONSES + "/compact", body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(JSON.readTree(answer.body()).path("error").path("type").asString())
                .isEqualTo("invalid_request_error");
    }

    @Test
    void anEngineThatCountsAsVllmDoesIsNeverAskedForMoreThanTheCap() throws Exception {
        Vertx vertx = Vertx.vertx();
        var model = new SimulatedModel(
                List.of(ScriptedEngine.MODEL),
                32_768,
                PromptCounters.load("cl100k_base", Path.of("")),
                ReplySource.madeUp());
        SimulatedEngine simulated = SimulatedEngine.start(
                        vertx,
                        SimulatedEngineOptions.of(model)
                                .withReplica(ReplicaSpec.demo())
                                .withPace(SimulationPace.fastForward()))
                .await(10, TimeUnit.SECONDS);
        try (RunningGateway counted = RunningGateway.before(
                "policies: [{name: p, context: {cap: 2000, newest-results: 1}, when-over: trim}]", simulated.port())) {
            ItemHistory history = agent();
            long prompts = 0;
            long cached = 0;
            for (int turn = 0; turn < 15; turn++) {
                history.reads("f" + turn, AgentHistory.words(150, turn));

                HttpResponse<String> answer =
                        counted.post(RESPONSES, history.request(",\"max_output_tokens\":8"), "x-session-id", "s");

                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
                JsonNode usage = JSON.readTree(answer.body()).path("usage");
                int tokens = usage.path("input_tokens").asInt();
                assertThat(tokens).isLessThanOrEqualTo(CAP).isEqualTo(number(answer, "sent-tokens"));
                prompts += tokens;
                cached +=
                        usage.path("input_tokens_details").path("cached_tokens").asInt();
            }
            assertThat(cached).isGreaterThan(prompts / 2);
            counted.assertNothingReserved();
        } finally {
            vertx.close().await(10, TimeUnit.SECONDS);
        }
    }

    private HttpResponse<String> post(String body, String session) {
        return gateway.post(RESPONSES, body, "x-session-id", session);
    }

    private static ItemHistory agent() {
        return ItemHistory.begin("You are a coding agent. Answer in short.").user("Look at all files.");
    }

    private static String response(String id) {
        return "{\"id\":\"" + id
                + "\",\"object\":\"response\",\"created_at\":1,\"status\":\"completed\",\"model\":\"m\","
                + "\"output\":[{\"type\":\"message\",\"id\":\"msg_" + id
                + "\",\"status\":\"completed\",\"role\":\"assistant\","
                + "\"content\":[{\"type\":\"output_text\",\"text\":\"Noted.\",\"annotations\":[]}]}],\"previous_response_id\":null}";
    }

    private static void streamed(FakeBackend.Exchange exchange, String id) throws IOException {
        exchange.startStream();
        exchange.chunk(
                "event: response.output_text.delta\ndata: {\"type\":\"response.output_text.delta\",\"delta\":\"x\"}\n\n");
        exchange.chunk("event: response.completed\ndata: {\"type\":\"response.completed\",\"response\":" + response(id)
                + "}\n\n");
        exchange.endStream();
    }

    private static String decision(HttpResponse<String> answer) {
        return answer.headers().firstValue("x-plimsoll-decision").orElseThrow();
    }

    private static int number(HttpResponse<String> answer, String name) {
        return Integer.parseInt(
                answer.headers().firstValue("x-plimsoll-" + name).orElseThrow());
    }
}
