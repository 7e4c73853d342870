package io.plimsoll.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.gateway.http.FakeBackend;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of {@code /v1/messages} that wants parts of its history cleared as it grows. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
class ClearingIT {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String MESSAGES = "/v1/messages";
    private static final String CLEARED = "[Old tool result cleared to save context]";

    private static final String CLEAR_TOOL_USES =
            ",\"context_management\":{\"edits\":[{\"type\":\"clear_tool_uses_20250919\","
                    + "\"trigger\":{\"type\":\"input_tokens\",\"value\":1500},\"keep\":{\"type\":\"tool_uses\",\"value\":2}%s}]}";
    private static final String CLEAR_THINKING =
            ",\"context_management\":{\"edits\":[{\"type\":\"clear_thinking_20251015\",\"keep\":%s}]}";

    private static final String ANSWER =
            "{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\","
                    + "\"content\":[{\"type\":\"text\",\"text\":\"ok\"}],\"stop_reason\":\"end_turn\","
                    + "\"usage\":{\"input_tokens\":7,\"output_tokens\":1}}";

    private static final List<String> EVENTS = List.of(
            "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\",\"usage\":{\"input_tokens\":7}}}\n\n",
            ": comment\n\nevent: ping\ndata: {\"type\": \"ping\"}\n\n",
            "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\","
                    + "\"text\":\"about \\\"message_delta\\\"\"}}\n\n",
            "event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},"
                    + "\"usage\":{\"output_tokens\":1}}\n\n",
            "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n");

    private final ScriptedEngine engine = ScriptedEngine.start();
    private final RunningGateway gateway = RunningGateway.before(
            "policies: [{name: wide, context: {cap: 20000}, recall: {budget: 600}}]", engine.port());

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
    void oldResultsAreClearedWhenTheTriggerIsExceededAndStayClearedUntilItIsAgain() {
        MessagesHistory history = MessagesHistory.begin("Look at all files.");
        List<String> before = List.of();
        int clearings = 0;
        for (int turn = 0; turn < 20; turn++) {
            history.reads("src/F" + turn, AgentHistory.words(200, turn));

            HttpResponse<String> answer = post(history.request(tools("")), "grows");

            List<String> sent = sent();
            if (decision(answer).equals("clear")) {
                clearings++;
                assertThat(sent.subList(0, sent.size() - 4)).noneMatch(message -> message.contains("ledger"));
                assertThat(String.join("", sent.subList(sent.size() - 4, sent.size())))
                        .doesNotContain(CLEARED);
            } else {
                assertThat(decision(answer)).isEqualTo(clearings == 0 ? "pass" : "view");
                assertThat(sent.subList(0, before.size())).isEqualTo(before);
            }
            assertThat(sent).hasSize(2 * turn + 3);
            before = sent;
        }
        assertThat(clearings).isBetween(2, 10);
        assertThat(gateway.metric("plimsoll_clearings_total")).isGreaterThanOrEqualTo(clearings);
        assertThat(gateway.get("/plimsoll/sessions/grows").body()).contains("\"cleared\"");
    }

    @Test
    void theAnswerSaysWhatIsClearedOfTheWholeHistory() {
        String request =
                long10("reports").request(tools(",\"clear_at_least\":{\"type\":\"input_tokens\",\"value\":100}"));

        HttpResponse<String> answer = post(request, "reports");

        JsonNode said = JSON.readTree(answer.body());
        JsonNode applied = said.at("/context_management/applied_edits/0");
        assertThat(applied.path("type").asString()).isEqualTo("clear_tool_uses_20250919");
        assertThat(applied.path("cleared_tool_uses").asInt()).isEqualTo(8);
        assertThat(applied.path("cleared_input_tokens").asInt())
                .isEqualTo(number(answer, "client-tokens") - number(answer, "sent-tokens"));
        assertThat(said.path("usage").toString()).isEqualTo("{\"input_tokens\":7,\"output_tokens\":1}");
        assertThat(answer.body()).startsWith(ANSWER.substring(0, ANSWER.length() - 1));
        assertThat(post(request, "reports").body()).isEqualTo(answer.body());
    }

    @Test
    void aStreamSaysItInItsMessageDeltaAndIsOtherwiseAsItCame() {
        engine.script(ClearingIT::stream);
        String request = long10("streams").request(tools("") + ",\"stream\":true");

        String stream = post(request, "streams").body();

        String delta = EVENTS.get(3);
        String expected = String.join("", EVENTS)
                .replace(
                        delta,
                        delta.substring(0, delta.length() - 3)
                                + ",\"context_management\":{\"applied_edits\":[{\"type\":\"clear_tool_uses_20250919\","
                                + "\"cleared_tool_uses\":8,\"cleared_input_tokens\":N}]}}\n\n");
        assertThat(stream.replaceAll("\"cleared_input_tokens\":\\d+", "\"cleared_input_tokens\":N"))
                .isEqualTo(expected);
    }

    @Test
    void inputsGoWhereTheClientSaysSoAndExcludedToolsStay() {
        MessagesHistory history = MessagesHistory.begin("Look.");
        for (int i = 0; i < 10; i++) {
            history.reads(AgentHistory.words(60, i).replace("\n", " "), AgentHistory.words(200, i));
        }
        post(history.request(tools(",\"clear_tool_inputs\":true")), "inputs");
        assertThat(engine.lastPrompt().receivedBody()).contains("\"name\":\"read_file\",\"input\":{}}");

        post(history.request(tools(",\"exclude_tools\":[\"read_file\"]")), "excluded");
        assertThat(engine.lastPrompt().receivedBody())
                .isEqualTo(history.request(tools(",\"exclude_tools\":[\"read_file\"]")));
    }

    @Test
    void aClearingThatWouldNotFreeEnoughIsNotMade() {
        String request =
                long10("little").request(tools(",\"clear_at_least\":{\"type\":\"input_tokens\",\"value\":9000}"));

        HttpResponse<String> answer = post(request, "little");

        assertThat(decision(answer)).isEqualTo("pass");
        assertThat(engine.lastPrompt().receivedBody()).isEqualTo(request);
        assertThat(answer.body()).isEqualTo(ANSWER);
    }

    @Test
    void whatWasClearedComesBackWhenTheUserAsksForIt() {
        MessagesHistory history = MessagesHistory.begin("Look.")
                .reads("deploy/staging.env", AgentHistory.words(60, 7) + "\nstaging passphrase: cobalt-heron-4417\n");
        for (int i = 0; i < 10; i++) {
            history.reads("f" + i, AgentHistory.words(200, i));
        }
        post(history.request(tools("")), "recalls");
        assertThat(engine.lastPrompt().receivedBody()).doesNotContain("cobalt-heron-4417");
        history.assistant("All read.").user("What is the staging passphrase in deploy/staging.env?");

        HttpResponse<String> answer = post(history.request(tools("")), "recalls");

        assertThat(decision(answer)).contains("recall");
        assertThat(sent().getLast()).contains("cobalt-heron-4417");
    }

    @Test
    void thinkingOfOlderTurnsIsClearedInWholeBlocks() {
        MessagesHistory history = MessagesHistory.begin("First.");
        for (int turn = 0; turn < 4; turn++) {
            history.readsThinking("thought of turn " + turn, "a" + turn, "short")
                    .assistant("Done.")
                    .user("Next.");
        }
        HttpResponse<String> answer =
                post(history.request(CLEAR_THINKING.formatted("{\"type\":\"thinking_turns\",\"value\":2}")), "thinks");

        String body = engine.lastPrompt().receivedBody();
        assertThat(body).doesNotContain("thought of turn 0", "thought of turn 1");
        assertThat(body).contains("\"thinking\":\"thought of turn 2\",\"signature\":\"sig-17\"", "thought of turn 3");
        assertThat(JSON.readTree(answer.body())
                        .at("/context_management/applied_edits/0/cleared_thinking_turns")
                        .asInt())
                .isEqualTo(2);
        List<String> before = sent();
        history.readsThinking("thought of turn 4", "a4", "short");
        post(history.request(CLEAR_THINKING.formatted("{\"type\":\"thinking_turns\",\"value\":2}")), "thinks");
        assertThat(sent().subList(0, 9)).isEqualTo(before.subList(0, 9));
        assertThat(engine.lastPrompt().receivedBody())
                .doesNotContain("thought of turn 2")
                .contains("thought of turn 4");
    }

    @Test
    void whoKeepsAllThinkingGetsAndSendsTheSameBytes() {
        MessagesHistory history = MessagesHistory.begin("First.");
        for (int turn = 0; turn < 4; turn++) {
            history.readsThinking("thought " + turn, "a", "b")
                    .assistant("Done.")
                    .user("Next.");
        }
        String request = history.request(CLEAR_THINKING.formatted("\"all\""));
        HttpResponse<String> answer = post(request, "all");
        assertThat(engine.lastPrompt().receivedBody()).isEqualTo(request);
        assertThat(answer.body()).isEqualTo(ANSWER);

        engine.script(ClearingIT::stream);
        String streamed = history.request(CLEAR_THINKING.formatted("\"all\"") + ",\"stream\":true");
        assertThat(post(streamed, "all").body()).isEqualTo(String.join("", EVENTS));
        assertThat(engine.lastPrompt().receivedBody()).isEqualTo(streamed);
    }

    @Test
    void anEngineThatKnowsOnlyChatGetsTheShorterHistoryAndTheAnswerSaysSo() {
        engine.script(exchange -> {
            if (exchange.requestLine().contains(MESSAGES)) {
                exchange.answer(404, "application/json", "{\"detail\":\"Not Found\"}");
            } else {
                exchange.answer(200, "application/json", ScriptedEngine.ANSWER);
            }
        });
        try (RunningGateway fresh =
                RunningGateway.before("policies: [{name: wide, context: {cap: 20000}}]", engine.port())) {
            HttpResponse<String> answer =
                    fresh.post(MESSAGES, long10("over-chat").request(tools("")), "x-session-id", "over-chat");

            assertThat(engine.lastPrompt().requestLine()).contains("/v1/chat/completions");
            assertThat(engine.lastPrompt().receivedBody()).contains(CLEARED);
            assertThat(JSON.readTree(answer.body()).at("/content/0/text").asString())
                    .isEqualTo("ok");
            assertThat(JSON.readTree(answer.body())
                            .at("/context_management/applied_edits/0/cleared_tool_uses")
                            .asInt())
                    .isEqualTo(8);
        }
    }

    @Test
    void aResponsesClientsThresholdIsALineForCuts() {
        var input = new StringBuilder("{\"role\":\"user\",\"content\":\"Look.\"}");
        for (int i = 0; i < 10; i++) {
            input.append(",{\"type\":\"function_call\",\"call_id\":\"c")
                    .append(i)
                    .append("\",\"name\":\"shell\",\"arguments\":\"{}\"}")
                    .append(",{\"type\":\"function_call_output\",\"call_id\":\"c")
                    .append(i)
                    .append("\",\"output\":\"")
                    .append(AgentHistory.words(200, i).replace("\n", " "))
                    .append("\"}");
        }
        String body = "{\"model\":\"m\",\"input\":[" + input + "]%s}";

        HttpResponse<String> whole = gateway.post("/v1/responses", body.formatted(""), "session-id", "below");
        HttpResponse<String> cut = gateway.post(
                "/v1/responses",
                body.formatted(",\"context_management\":[{\"type\":\"compaction\",\"compact_threshold\":1500}]"),
                "session-id",
                "threshold");

        assertThat(decision(whole)).isEqualTo("pass");
        assertThat(decision(cut)).isEqualTo("cut");
        assertThat(number(cut, "sent-tokens")).isLessThanOrEqualTo(1_500);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "7                                                        | context_management: 7 (expected: an object)",
                "{\"edits\":7}                                            | context_management.edits: 7 (expected: an array)",
                "{\"edits\":[{}]}                                         | context_management.edits[0].type: missing (expected: a string)",
                "{\"edits\":[{\"type\":\"clear_all\"}]}                   | context_management.edits[0].type: \"clear_all\" (expected: clear_tool_uses_20250919, clear_thinking_20251015 or compact_20260112)",
                "{\"edits\":[{\"type\":\"clear_thinking_20251015\",\"keep\":\"some\"}]} | context_management.edits[0].keep: \"some\" (expected: all, or an object of type thinking_turns)",
                "{\"edits\":[{\"type\":\"clear_thinking_20251015\",\"keep\":{\"type\":\"thinking_turns\",\"value\":0}}]} | context_management.edits[0].keep.value: 0 (expected: a whole number, at least 1)"
            })
    void aMalformedEditIsRefusedWithItsPathAndValue(String field, String message) {
        int prompts = engine.promptCount();

        HttpResponse<String> answer =
                post(MessagesHistory.begin("Hi.").request(",\"context_management\":" + field), "malformed");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(JSON.readTree(answer.body()).at("/error/message").asString()).isEqualTo(message);
        assertThat(engine.promptCount()).isEqualTo(prompts);
    }

    private static void stream(FakeBackend.Exchange exchange) throws IOException {
        exchange.startStream();
        for (String event : EVENTS) {
            exchange.chunk(event.substring(0, 9));
            exchange.chunk(event.substring(9));
        }
        exchange.endStream();
    }

    private static String tools(String fields) {
        return CLEAR_TOOL_USES.formatted(fields);
    }

    private static MessagesHistory long10(String folder) {
        MessagesHistory history = MessagesHistory.begin("Look at all files.");
        for (int i = 0; i < 10; i++) {
            history.reads(folder + "/f" + i, AgentHistory.words(200, i));
        }
        return history;
    }

    /** The messages of the newest prompt. */
    private List<String> sent() {
        return SentPrompt.of(engine.lastPrompt()).elements();
    }

    private HttpResponse<String> post(String request, String session) {
        return gateway.post(MESSAGES, request, "x-claude-code-session-id", session);
    }

    private static int number(HttpResponse<String> answer, String name) {
        return Integer.parseInt(
                answer.headers().firstValue("x-plimsoll-" + name).orElseThrow());
    }

    private static String decision(HttpResponse<String> answer) {
        return answer.headers().firstValue("x-plimsoll-decision").orElseThrow();
    }
}
