package io.plimsoll.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.gateway.http.FakeBackend;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of {@code /v1/messages} that wants its history compacted at a count of tokens. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
class MessagesCompactionIT {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String MESSAGES = "/v1/messages";
    private static final int TRIGGER = 1_500;
    private static final String SECRET = "cobalt heron";
    private static final String QUESTION = "Which of them mentions the ledger?";
    private static final String POLICY = "policies: [{name: wide, context: {cap: 20000}, recall: {budget: 600}}]";

    private static final String ANSWER =
            "{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\","
                    + "\"content\":[{\"type\":\"text\",\"text\":\"\\u006fk\"}],\"stop_reason\":\"end_turn\","
                    + "\"usage\":{\"input_tokens\":7,\"output_tokens\":1}}";

    private static final List<String> EVENTS = List.of(
            "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\",\"content\":[],"
                    + "\"usage\":{\"input_tokens\":7}}}\n\n",
            "event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":0,\"content_block\":"
                    + "{\"type\":\"text\",\"text\":\"\"}}\n\n",
            "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":"
                    + "{\"type\":\"text_delta\",\"text\":\"ok\"}}\n\n",
            "event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":0}\n\n",
            "event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},"
                    + "\"usage\":{\"output_tokens\":1}}\n\n",
            "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n");

    private final ScriptedEngine engine = ScriptedEngine.start();
    private final RunningGateway gateway = RunningGateway.before(POLICY, engine.port());

    @BeforeEach
    void answerWhole() {
        engine.script(exchange -> exchange.answer(200, "application/json", ANSWER));
    }

    @AfterAll
    void stop() {
        gateway.assertNothingReserved();
        gateway.close();
        engine.close();
    }

    @Test
    void belowTheTriggerRequestAndAnswerAreAsTheyWere() {
        String request = MessagesHistory.begin("Hi.")
                .assistant("Hello.")
                .user("A \"compaction\"?")
                .request(compacts(""));

        HttpResponse<String> answer = post(request, "short");

        assertThat(decision(answer)).isEqualTo("pass");
        assertThat(answer.body()).isEqualTo(ANSWER);
        assertThat(engine.lastPrompt().receivedBody()).isEqualTo(request);
    }

    @Test
    void aboveTheTriggerTheAnswerBeginsWithANoteOfAllOfIt() {
        HttpResponse<String> answer = post(longHistory("note").request(compacts("")), "note");

        assertThat(decision(answer)).isEqualTo("cut,note");
        assertThat(number(answer, "client-tokens")).isGreaterThan(TRIGGER);
        assertThat(number(answer, "sent-tokens")).isLessThanOrEqualTo(TRIGGER);
        String note = note(answer);
        assertThat(note).contains("Never push to main.", "note/f9", "<user>\n" + QUESTION + "\n</user>");
        assertThat(answer.body())
                .isEqualTo(ANSWER.replace(
                        "\"content\":[",
                        "\"content\":[{\"type\":\"compaction\",\"content\":" + JSON.writeValueAsString(note) + "},"));
        SentMessages.of(engine.lastPrompt()).assertLegal();
        assertThat(gateway.get("/plimsoll/sessions/note").body()).contains("note that stands for its history");
    }

    @Test
    void theHistoryGoesOnFromTheNoteWhetherOrNotTheClientStillAsksForOne() {
        MessagesHistory history = longHistory("on");
        HttpResponse<String> compacted = post(history.request(compacts("")), "on");
        history.assistant(content(compacted)).user("Go on.");
        List<String> before = List.of();
        for (int turn = 0; turn < 4; turn++) {
            String request = history.request(turn % 2 == 0 ? "" : compacts(""));

            HttpResponse<String> answer = post(request, "on");

            SentMessages sent = SentMessages.of(engine.lastPrompt());
            sent.assertLegal();
            assertThat(decision(answer)).isEqualTo("pass");
            assertThat(engine.lastPrompt().receivedBody()).doesNotContain("\"compaction\"");
            assertThat(sent.elements()).hasSize(3 + 2 * turn);
            assertThat(sent.elements().subList(0, before.size())).isEqualTo(before);
            assertThat(sent.elements().getFirst())
                    .isEqualTo("{\"role\":\"user\",\"content\":" + JSON.writeValueAsString(note(compacted)) + "}");
            assertThat(sent.elements().get(1))
                    .isEqualTo("{\"role\":\"assistant\",\"content\":[{\"type\":\"text\",\"text\":\"ok\"}]}");
            assertThat(number(answer, "client-tokens")).isEqualTo(sent.tokens()).isLessThan(TRIGGER);
            assertThat(counted(request)).isEqualTo(sent.tokens());
            before = sent.elements();
            history.reads("on/more" + turn, "short");
        }
    }

    @Test
    void whatTheNoteLeavesOutComesBackWhenTheUserAsksForIt() {
        MessagesHistory history = MessagesHistory.begin("Look.")
                .reads(
                        "deploy/staging.env",
                        AgentHistory.words(60, 7) + "\nstaging passphrase: " + SECRET + "\n"
                                + AgentHistory.words(200, 8));
        HttpResponse<String> compacted = post(filled(history, "recalls").request(compacts("")), "recalls");
        assertThat(note(compacted)).doesNotContain(SECRET);
        history.assistant(content(compacted)).user("What is the staging passphrase in deploy/staging.env?");

        HttpResponse<String> answer = post(history.request(""), "recalls");

        assertThat(decision(answer)).contains("recall");
        assertThat(SentMessages.of(engine.lastPrompt()).text()).contains(SECRET);
    }

    @Test
    void aSessionThatNobodyNamesIsTheSameBehindTheNote() {
        MessagesHistory history = filled(
                        MessagesHistory.begin("Look.").reads("deploy/staging.env", "staging passphrase: " + SECRET),
                        "unnamed")
                .assistant("Read.")
                .user(QUESTION);
        HttpResponse<String> compacted = gateway.post(MESSAGES, history.request(compacts("")));
        history.assistant(content(compacted)).user("Go on.");
        HttpResponse<String> first = gateway.post(MESSAGES, history.request(""));
        history.assistant("Well?").user("What is the staging passphrase in deploy/staging.env?");

        HttpResponse<String> second = gateway.post(MESSAGES, history.request(""));

        assertThat(session(first)).isEqualTo(session(compacted)).isEqualTo(session(second));
        assertThat(decision(second)).contains("recall");
        assertThat(SentMessages.of(engine.lastPrompt()).text()).contains(SECRET);
    }

    @Test
    void whatIsClearedPutsCompactionOff() {
        MessagesHistory history = longHistory("clears");
        String both = compacts("")
                .replace(
                        "{\"edits\":[",
                        "{\"edits\":[{\"type\":\"clear_tool_uses_20250919\",\"trigger\":{\"type\":\"input_tokens\","
                                + "\"value\":1000},\"keep\":{\"type\":\"tool_uses\",\"value\":1}},");

        HttpResponse<String> answer = post(history.request(both), "clears");

        assertThat(decision(answer)).isEqualTo("clear");
        assertThat(content(answer)).hasSize(1);
        assertThat(number(answer, "client-tokens")).isGreaterThan(TRIGGER);
    }

    @Test
    void aNoteIsCompactedInItsTurn() {
        MessagesHistory history = longHistory("first");
        history.assistant(content(post(history.request(compacts("")), "twice"))).user("Now the others.");
        filled(history, "second");

        HttpResponse<String> again = post(history.request(compacts("")), "twice");

        assertThat(note(again)).contains("Never push to main.", "second/f9", "Now the others.");
        history.assistant(content(again)).user("Done?");
        HttpResponse<String> answer = post(history.request(compacts("")), "twice");
        assertThat(decision(answer)).isEqualTo("pass");
        assertThat(SentMessages.of(engine.lastPrompt()).elements()).hasSize(3);
    }

    @Test
    void aClientThatLosesTheBlockGetsOneAgainAndTheLineHoldsAllTheSame() {
        MessagesHistory history = longHistory("loses");
        List<String> decisions = new ArrayList<>();
        for (int turn = 0; turn < 4; turn++) {
            HttpResponse<String> answer = post(history.request(compacts("")), "loses");
            assertThat(note(answer)).isNotBlank();
            assertThat(number(answer, "sent-tokens")).isLessThanOrEqualTo(TRIGGER);
            decisions.add(decision(answer));
            history.reads("loses/more" + turn, "short");
        }
        assertThat(decisions).startsWith("cut,note").contains("view,note");
    }

    @Test
    void aStreamBeginsWithTheBlockAndItsOwnBlocksMoveUp() {
        engine.script(MessagesCompactionIT::stream);

        HttpResponse<String> answer =
                post(longHistory("streams").request(compacts("") + ",\"stream\":true"), "streams");

        List<JsonNode> payloads = payloads(answer);
        assertThat(payloads)
                .map(payload -> payload.path("type").asString())
                .containsExactly(
                        "message_start",
                        "content_block_start",
                        "content_block_delta",
                        "content_block_stop",
                        "content_block_start",
                        "content_block_delta",
                        "content_block_stop",
                        "message_delta",
                        "message_stop");
        assertThat(payloads.get(1).path("content_block").toString())
                .isEqualTo("{\"type\":\"compaction\",\"content\":\"\"}");
        assertThat(payloads.get(2).at("/delta/type").asString()).isEqualTo("compaction_delta");
        assertThat(payloads.get(2).at("/delta/content").asString()).contains(QUESTION);
        assertThat(answer.body())
                .startsWith(EVENTS.getFirst())
                .endsWith(String.join("", EVENTS.subList(1, EVENTS.size())).replace("\"index\":0", "\"index\":1"));
    }

    @Test
    void whoPausesGetsTheNoteAloneAndNoEngineIsAsked() {
        MessagesHistory history = longHistory("pauses");
        int prompts = engine.promptCount();

        HttpResponse<String> answer = post(
                history.request(compacts(",\"pause_after_compaction\":true,\"instructions\":\"Be brief.\"")), "pauses");

        assertThat(engine.promptCount()).isEqualTo(prompts);
        assertThat(decision(answer)).isEqualTo("note");
        assertThat(number(answer, "sent-tokens")).isZero();
        JsonNode message = JSON.readTree(answer.body());
        assertThat(message.path("stop_reason").asString()).isEqualTo("compaction");
        assertThat(message.path("content")).hasSize(1);
        assertThat(message.at("/usage/input_tokens").asInt())
                .isEqualTo(counted(history.request("")))
                .isEqualTo(number(answer, "client-tokens"));
        assertThat(message.at("/usage/output_tokens").asInt()).isZero();

        history.assistant(content(answer));
        HttpResponse<String> goesOn = post(history.request(compacts(",\"pause_after_compaction\":true")), "pauses");
        assertThat(goesOn.body()).isEqualTo(ANSWER);
        assertThat(SentMessages.of(engine.lastPrompt()).elements())
                .containsExactly("{\"role\":\"user\",\"content\":" + JSON.writeValueAsString(note(answer)) + "}");
        assertThat(gateway.metric("plimsoll_decisions_total{decision=\"note\"}"))
                .isPositive();
    }

    @Test
    void whoPausesAndStreamsGetsTheNoteAsAStream() {
        HttpResponse<String> answer = post(
                longHistory("pauses-streaming")
                        .request(compacts(",\"pause_after_compaction\":true") + ",\"stream\":true"),
                "pauses-streaming");

        assertThat(answer.headers().firstValue("content-type")).hasValue("text/event-stream; charset=utf-8");
        assertThat(payloads(answer))
                .map(payload -> payload.path("type").asString())
                .containsExactly(
                        "message_start",
                        "content_block_start",
                        "content_block_delta",
                        "content_block_stop",
                        "message_delta",
                        "message_stop");
        assertThat(payloads(answer).get(4).at("/delta/stop_reason").asString()).isEqualTo("compaction");
        assertThat(payloads(answer).get(4).at("/usage/input_tokens").asInt())
                .isEqualTo(number(answer, "client-tokens"));
    }

    @Test
    void anEngineThatKnowsOnlyChatGetsTheNoteAndItsAnswersBeginWithOne() {
        engine.script(exchange -> {
            exchange.body();
            boolean streams = exchange.receivedBody().contains("\"stream\":true");
            if (exchange.requestLine().contains(MESSAGES)) {
                exchange.answer(404, "application/json", "{\"detail\":\"Not Found\"}");
            } else if (streams) {
                ScriptedEngine.stream(exchange);
            } else {
                exchange.answer(200, "application/json", ScriptedEngine.ANSWER);
            }
        });
        try (RunningGateway fresh = RunningGateway.before(POLICY, engine.port())) {
            MessagesHistory history = longHistory("chat");
            HttpResponse<String> whole = fresh.post(MESSAGES, history.request(compacts("")), "x-session-id", "chat");
            HttpResponse<String> streamed = fresh.post(
                    MESSAGES, history.request(compacts("") + ",\"stream\":true"), "x-session-id", "chat-streams");

            assertThat(note(whole)).contains(QUESTION);
            assertThat(JSON.readTree(whole.body()).at("/content/1/text").asString())
                    .isEqualTo("ok");
            assertThat(payloads(streamed).get(1).at("/content_block/type").asString())
                    .isEqualTo("compaction");
            assertThat(payloads(streamed).get(4).path("index").asInt()).isOne();
            assertThat(payloads(streamed).get(4).at("/content_block/type").asString())
                    .isEqualTo("text");

            fresh.post(
                    MESSAGES, history.assistant(content(whole)).user("Go on.").request(""), "x-session-id", "chat");
            assertThat(engine.lastPrompt().requestLine()).contains("/v1/chat/completions");
            assertThat(engine.lastPrompt().receivedBody()).doesNotContain("\"compaction\"");
            assertThat(engine.lastSent().elements()).hasSize(4);
            assertThat(engine.lastSent().text()).contains(QUESTION).contains("Go on.");
        }
    }

    @Test
    void anEngineThatCountsCountsWhatItWouldGet() {
        engine.script(exchange -> exchange.answer(200, "application/json", "{\"input_tokens\":77}"));
        String request = longHistory("counts")
                .assistant(JSON.readTree("[{\"type\":\"compaction\",\"content\":\"All was read.\"}]"))
                .user("And?")
                .request("")
                .replace("\"model\":\"m\"", "\"model\":\"other\"");

        assertThat(gateway.post(MESSAGES + "/count_tokens", request).body()).isEqualTo("{\"input_tokens\":77}");

        assertThat(SentMessages.of(engine.lastPrompt()).elements())
                .startsWith("{\"role\":\"user\",\"content\":\"All was read.\"}")
                .hasSize(3);
    }

    @Test
    void aPolicyInShadowWritesNoNotesAndEnginesStillSeeNoBlock() {
        try (RunningGateway shadow = RunningGateway.before("policies: [{name: shadow, mode: shadow}]", engine.port())) {
            MessagesHistory history = longHistory("shadow");
            assertThat(shadow.post(MESSAGES, history.request(compacts(""))).body())
                    .isEqualTo(ANSWER);

            history.assistant(JSON.readTree("[{\"type\":\"compaction\",\"content\":\"All was read.\"}]"));
            shadow.post(MESSAGES, history.request(""));
            assertThat(SentMessages.of(engine.lastPrompt()).elements())
                    .containsExactly("{\"role\":\"user\",\"content\":\"All was read.\"}");
        }
    }

    @Test
    void aNoteOfWhatNoArchiveKeepsPromisesNothing() {
        var archive = new AtomicReference<FailingArchive>();
        try (RunningGateway lossy = RunningGateway.on(
                new Gateway.Ground(
                        (settings, listener) -> {
                            archive.set(new FailingArchive(ArchiveOpening.onDisk(settings, listener)));
                            return archive.get();
                        },
                        RunningGateway.quick()),
                POLICY,
                engine.port())) {
            archive.get().failStoring();
            HttpResponse<String> answer =
                    lossy.post(MESSAGES, longHistory("lossy").request(compacts(",\"pause_after_compaction\":true")));

            assertThat(note(answer)).contains(QUESTION).doesNotContain("archive");
        }
    }

    private static void stream(FakeBackend.Exchange exchange) throws IOException {
        exchange.startStream();
        for (String event : EVENTS) {
            exchange.chunk(event.substring(0, 31));
            exchange.chunk(event.substring(31));
        }
        exchange.endStream();
    }

    private static String compacts(String fields) {
        return (",\"context_management\":{\"edits\":[{\"type\":\"compact_20260112\",\"trigger\":"
                        + "{\"type\":\"input_tokens\",\"value\":%d}%s}]}")
                .formatted(TRIGGER, fields);
    }

    private static MessagesHistory longHistory(String folder) {
        return filled(MessagesHistory.begin("Look at all files. Never push to main."), folder)
                .assistant("All read.")
                .user(QUESTION);
    }

    private static MessagesHistory filled(MessagesHistory history, String folder) {
        for (int i = 0; i < 10; i++) {
            history.reads(folder + "/f" + i, AgentHistory.words(200, i));
        }
        return history;
    }

    private static JsonNode content(HttpResponse<String> answer) {
        return JSON.readTree(answer.body()).path("content");
    }

    private static String note(HttpResponse<String> answer) {
        JsonNode block = content(answer).path(0);
        assertThat(block.path("type").asString()).isEqualTo("compaction");
        return block.path("content").asString();
    }

    private static List<JsonNode> payloads(HttpResponse<String> stream) {
        return stream.body()
                .lines()
                .filter(line -> line.startsWith("data: "))
                .map(line -> JSON.readTree(line.substring(6)))
                .toList();
    }

    private int counted(String request) {
        return JSON.readTree(gateway.post(MESSAGES + "/count_tokens", request).body())
                .path("input_tokens")
                .asInt();
    }

    private HttpResponse<String> post(String request, String session) {
        return gateway.post(MESSAGES, request, "x-claude-code-session-id", session);
    }

    private static String session(HttpResponse<String> answer) {
        return answer.headers().firstValue("x-plimsoll-session").orElseThrow();
    }

    private static int number(HttpResponse<String> answer, String name) {
        return Integer.parseInt(
                answer.headers().firstValue("x-plimsoll-" + name).orElseThrow());
    }

    private static String decision(HttpResponse<String> answer) {
        return answer.headers().firstValue("x-plimsoll-decision").orElseThrow();
    }
}
