package io.plimsoll.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.gateway.http.RawClient;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sessions of {@code /v1/messages} under a small cap, as Claude Code has them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
class MessagesCutIT {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String PATH = "/v1/messages?beta=true";
    private static final int CAP = 2_000;
    private static final String SECRET = "cobalt heron";
    private static final String QUESTION = "What is STAGING_PASSPHRASE set to?";

    private final ScriptedEngine engine = ScriptedEngine.start();
    private final RunningGateway gateway = RunningGateway.before(
            "policies: [{name: small, context: {cap: 2000, newest-results: 1}, recall: {budget: 400}}]", engine.port());

    @AfterEach
    void theEngineSaysTheUsualAgain() {
        engine.script(exchange -> exchange.answer(200, "application/json", ScriptedEngine.ANSWER));
    }

    @AfterAll
    void stop() {
        gateway.assertNothingReserved();
        gateway.close();
        engine.close();
    }

    @Test
    void aRequestThatNeedsNoEditArrivesAsItWasSent() {
        String body =
                " {\"max_tokens\" : 5e1,\"model\":\"m\", \"system\":[{\"text\":\"\\u00e9\\/\",\"type\":\"text\"}],\"thinking\":"
                        + "{\"type\":\"enabled\",\"budget_tokens\":1024},\"context_management\":{\"edits\":[{\"type\":"
                        + "\"clear_thinking_20251015\"}]},\n\"messages\":[{\"content\":[{\"type\":\"new_block\",\"z\":1.0}],"
                        + "\"role\":\"user\"},{\"role\":\"system\",\"content\":\"n\"}]}\n";

        try (RawClient client = gateway.raw()) {
            client.post(
                            PATH,
                            body,
                            "Anthropic-Version: 2023-06-01",
                            "Anthropic-Beta: a-2025,  b",
                            "X-Stainless-Lang: js")
                    .readAnswer();
        }

        assertThat(engine.lastPrompt().requestLine()).isEqualTo("POST " + PATH + " HTTP/1.1");
        assertThat(engine.lastPrompt().receivedBody()).isEqualTo(body);
        assertThat(engine.lastPrompt().headerLines())
                .contains("Anthropic-Version: 2023-06-01", "Anthropic-Beta: a-2025,  b", "X-Stainless-Lang: js");
    }

    @Test
    void aGrowingConversationStaysLegalBelowTheCapAndKeepsItsPrefixBetweenCuts() {
        MessagesSession history = agent().note("Never push to main.");
        List<String> before = List.of();
        int cuts = 0;
        for (int turn = 0; turn < 30; turn++) {
            history.reads("src/File" + turn + ".java", AgentHistory.words(250, turn), turn % 7 == 3 ? "Go on." : "");
            String request = history.request();

            HttpResponse<String> answer = ask(request, "grows");

            SentMessages sent = SentMessages.of(engine.lastPrompt());
            sent.assertLegal();
            assertThat(SentMessages.of(request).thoughts()).containsAll(sent.thoughts());
            assertThat(sent.text()).contains("Never push to main.");
            assertThat(sent.tokens()).isLessThanOrEqualTo(CAP).isEqualTo(number(answer, "sent-tokens"));
            assertThat(number(answer, "client-tokens"))
                    .isEqualTo(SentMessages.of(request).tokens());
            assertThat(sent.body().path("system"))
                    .isEqualTo(SentMessages.of(request).body().path("system"));
            if (decision(answer).startsWith("cut")) {
                cuts++;
            } else {
                assertThat(sent.elements().subList(0, before.size())).isEqualTo(before);
            }
            before = sent.elements();
        }
        assertThat(cuts).isBetween(2, 15);
    }

    @Test
    void theClientIsToldWhatTheEngineProcessed() {
        engine.script(exchange -> {
            exchange.body();
            int prompt = SentMessages.of(exchange).tokens();
            exchange.answer(
                    200,
                    "application/json",
                    "{\"type\":\"message\",\"usage\":{\"input_tokens\":" + (prompt - 64)
                            + ",\"cache_read_input_tokens\":64,\"output_tokens\":1}}");
        });

        HttpResponse<String> answer = ask(longHistory("told").request(), "told");

        assertThat(decision(answer)).isEqualTo("cut");
        JsonNode usage = JSON.readTree(answer.body()).path("usage");
        assertThat(usage.path("input_tokens").asInt() + 64)
                .isEqualTo(SentMessages.of(engine.lastPrompt()).tokens())
                .isEqualTo(number(answer, "sent-tokens"));
        assertThat(usage.path("cache_read_input_tokens").asInt()).isEqualTo(64);
        assertThat(number(answer, "client-tokens")).isGreaterThan(CAP);
    }

    @Test
    void aFactThatWasCutComesBackBeforeTheUsersOwnWords() {
        MessagesSession history = cutAway("comes-back");

        HttpResponse<String> answer = ask(history.user(QUESTION).marked(), "comes-back");

        assertThat(decision(answer)).contains("recall");
        SentMessages sent = SentMessages.of(engine.lastPrompt());
        sent.assertLegal();
        assertThat(sent.tokens()).isLessThanOrEqualTo(CAP);
        List<JsonNode> blocks = sent.newestBlocks();
        assertThat(blocks).hasSize(2);
        assertThat(blocks.getFirst().path("text").asString()).contains(SECRET);
        assertThat(blocks.getLast().path("text").asString()).isEqualTo(QUESTION);
    }

    @Test
    void aFactComesBackBehindTheResultsThatTheUsersMessageAnswersWith() {
        MessagesSession history = cutAway("behind-results");

        HttpResponse<String> answer = ask(
                history.user("Read it.")
                        .reads("other.txt", "nothing here", QUESTION)
                        .request(),
                "behind-results");

        assertThat(decision(answer)).contains("recall");
        SentMessages sent = SentMessages.of(engine.lastPrompt());
        sent.assertLegal();
        assertThat(sent.newestBlocks())
                .map(block -> block.path("type").asString())
                .containsExactly("tool_result", "text", "text");
        assertThat(sent.newestBlocks().get(1).path("text").asString()).contains(SECRET);
    }

    @Test
    void aRecalledPassageStaysWhenTheClientMovesItsCacheMark() {
        MessagesSession history = cutAway("marks");
        ask(history.user(QUESTION).marked(), "marks");

        HttpResponse<String> answer = ask(
                history.assistant("It is in the file.").user("Say it again.").marked(), "marks");

        SentMessages sent = SentMessages.of(engine.lastPrompt());
        assertThat(decision(answer)).isEqualTo("view");
        assertThat(sent.text()).containsOnlyOnce(SECRET);
        String asked = sent.elements().get(sent.elements().size() - 3);
        assertThat(asked).contains(SECRET).endsWith(QUESTION + "\"}");
    }

    @Test
    void whatTheUserSaidBesideAResultThatTheModelSeesIsNotRecalled() {
        MessagesSession history = cutAway("sees").user("Go on.").reads("later", "ok", "KEEP_OLD_KEYS stays on.");
        MessagesSession rewound = history.copy();
        history.assistant("Noted.").user("Now the rest.");
        for (int i = 0; i < 5; i++) {
            ask(history.reads("more" + i, AgentHistory.words(220, 50 + i)).request(), "sees");
        }
        assertThat(SentMessages.of(engine.lastPrompt()).elements())
                .noneMatch(element -> element.contains("\"later\"}"));

        HttpResponse<String> answer =
                ask(rewound.assistant("I see.").user("Why KEEP_OLD_KEYS?").request(), "sees");

        assertThat(decision(answer)).isEqualTo("view");
        assertThat(SentMessages.of(engine.lastPrompt()).text()).contains("\"KEEP_OLD_KEYS stays on.\"");
    }

    @Test
    void aSubAgentHasALaneOfItsOwnInTheSession() {
        MessagesSession history = longHistory("lanes");
        ask(history.request(), "lanes");
        String task =
                MessagesSession.begin("You search.").user("Find the valve.").request();

        HttpResponse<String> sub =
                gateway.post(PATH, task, "x-claude-code-session-id", "lanes", "x-claude-code-agent-id", "agent-7");

        assertThat(decision(sub)).isEqualTo("pass");
        assertThat(sub.headers().firstValue("x-plimsoll-session")).hasValue("lanes");
        assertThat(engine.lastPrompt().receivedBody()).isEqualTo(task);
        JsonNode lanes =
                JSON.readTree(gateway.get("/plimsoll/sessions/lanes").body()).path("lanes");
        assertThat(lanes.findValuesAsString("lane")).containsExactlyInAnyOrder("main", "agent-7");
        assertThat(lanes.findValuesAsString("fate")).contains("sent", "cut", "block");
        assertThat(decision(ask(history.reads("more", "short").request(), "lanes")))
                .isEqualTo("view");
    }

    @Test
    void whatNoCutMakesFitIsRefusedInTheWordsThatClientsRead() {
        String request = MessagesSession.begin("Be brief.")
                .user(AgentHistory.words(2_500, 9))
                .request();
        int asked = SentMessages.of(request).tokens();
        int prompts = engine.promptCount();

        HttpResponse<String> answer = ask(request, "floor");

        assertThat(answer.statusCode()).isEqualTo(400);
        JsonNode error = JSON.readTree(answer.body());
        assertThat(error.path("type").asString()).isEqualTo("error");
        assertThat(error.path("error").path("type").asString()).isEqualTo("invalid_request_error");
        assertThat(error.path("error").path("message").asString())
                .isEqualTo("prompt is too long: " + asked + " tokens > " + CAP + " maximum");
        assertThat(engine.promptCount()).isEqualTo(prompts);
    }

    @Test
    void theSessionIsReadFromTheBodyWhereNoHeaderNamesIt() {
        String request = agent().request(",\"metadata\":{\"user_id\":\"{\\\"session_id\\\":\\\"in-body\\\"}\"}");

        HttpResponse<String> answer = gateway.post(PATH, request);

        assertThat(answer.headers().firstValue("x-plimsoll-session")).hasValue("in-body");
    }

    /** A history whose secret is cut away by its last request. */
    private MessagesSession cutAway(String session) {
        MessagesSession history = agent().reads(
                        "deploy/staging.env",
                        AgentHistory.words(60, 7) + " STAGING_PASSPHRASE=" + SECRET + " " + AgentHistory.words(60, 8));
        ask(filled(history, session).request(), session);
        assertThat(SentMessages.of(engine.lastPrompt()).text()).doesNotContain(SECRET);
        return history.assistant("All files are read.");
    }

    private static MessagesSession longHistory(String name) {
        return filled(agent(), name);
    }

    private static MessagesSession filled(MessagesSession history, String name) {
        for (int i = 0; i < 10; i++) {
            history.reads(name + i, AgentHistory.words(220, i));
        }
        return history;
    }

    private static MessagesSession agent() {
        return MessagesSession.begin("You are a coding agent. Answer in short.").user("Look at all files.");
    }

    private HttpResponse<String> ask(String request, String session) {
        return gateway.post(PATH, request, "x-claude-code-session-id", session, "anthropic-version", "2023-06-01");
    }

    private static String decision(HttpResponse<String> answer) {
        return answer.headers().firstValue("x-plimsoll-decision").orElseThrow();
    }

    private static int number(HttpResponse<String> answer, String name) {
        return Integer.parseInt(
                answer.headers().firstValue("x-plimsoll-" + name).orElseThrow());
    }
}
