package io.plimsoll.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** A client that has its history summarised: what becomes of that request, and of the history that follows it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
class CompactionIT {

    private static final int CAP = 2_000;
    private static final int WINDOW = 4_000;
    private static final String MESSAGES = "/v1/messages";
    private static final String SECRET = "cobalt heron";
    private static final String QUESTION = "What is the staging passphrase in deploy/staging.env?";
    private static final String INSTRUCTION =
            "Your task is to create a detailed summary of the conversation so far, for a session that goes on with it.";

    private final ScriptedEngine engine = ScriptedEngine.withWindow(WINDOW);
    private final RunningGateway gateway = RunningGateway.before(
            "policies: [{name: small, context: {cap: 2000, newest-results: 1}, recall: {budget: 400}}]", engine.port());

    @AfterAll
    void stop() {
        gateway.assertNothingReserved();
        gateway.close();
        engine.close();
    }

    @Test
    void aCompactionRequestAboveTheCapIsSentAsItCame() {
        AgentHistory history = reading("whole", 10);
        gateway.chat(history.request(), "x-session-id", "whole");
        String request = history.assistant("Read.").user(INSTRUCTION).request();
        double before = gateway.metric("plimsoll_decisions_total{decision=\"compaction\"}");

        HttpResponse<String> answer = gateway.chat(request, "x-session-id", "whole");

        assertThat(SentPrompt.of(request).tokens()).isBetween(CAP, WINDOW);
        assertThat(engine.lastPrompt().receivedBody()).isEqualTo(request);
        assertThat(decision(answer)).isEqualTo("compaction");
        assertThat(gateway.metric("plimsoll_decisions_total{decision=\"compaction\"}"))
                .isEqualTo(before + 1);
        assertThat(gateway.get("/plimsoll/sessions/whole").body()).contains("compaction request of claude-code");
    }

    @Test
    void oneThatTheEngineCannotTakeWholeReplaysTheViewThatIsWarm() {
        AgentHistory history = reading("warm", 0);
        for (int i = 0; i < 20; i++) {
            gateway.chat(history.reads("warm/f" + i, AgentHistory.words(220, i)).request(), "x-session-id", "warm");
        }
        List<String> warm = engine.lastSent().elements();
        String request = history.assistant("Read.").user(INSTRUCTION).request();

        HttpResponse<String> answer = gateway.chat(request, "x-session-id", "warm");

        assertThat(SentPrompt.of(request).tokens()).isGreaterThan(WINDOW);
        assertThat(decision(answer)).isEqualTo("view,compaction");
        assertThat(engine.lastSent().elements()).startsWith(warm.toArray(String[]::new));
        assertThat(engine.lastSent().newestText()).isEqualTo(INSTRUCTION);
    }

    @Test
    void oneThatNoViewMakesFitIsShortenedInItsMiddleForThisOnce() {
        AgentHistory history = reading("cold", 20);
        String request = history.copy().assistant("Read.").user(INSTRUCTION).request();

        HttpResponse<String> answer = gateway.chat(request, "x-session-id", "cold");

        assertThat(decision(answer)).isEqualTo("cut,compaction");
        engine.lastSent().assertLegal();
        assertThat(engine.lastSent().tokens()).isBetween(CAP, WINDOW);
        assertThat(engine.lastSent().newestText()).isEqualTo(INSTRUCTION);
        String retried = engine.lastPrompt().receivedBody();
        gateway.chat(request, "x-session-id", "cold");
        assertThat(engine.lastPrompt().receivedBody()).isEqualTo(retried);
        assertThat(gateway.post("/plimsoll/search", "{\"query\":\"cold f0\",\"session\":\"cold\"}")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void oneThatCannotFitIsRefusedWithTheEnginesOwnLimit() {
        String request = AgentHistory.begin("You are an agent.")
                .user(AgentHistory.words(2 * WINDOW, 5) + "\n" + INSTRUCTION)
                .request();

        HttpResponse<String> answer = gateway.chat(request, "x-session-id", "hopeless");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(decision(answer)).isEqualTo("refuse");
        assertThat(answer.body()).contains("context_length_exceeded").doesNotContain("is " + CAP + " tokens");
    }

    @Test
    void aSessionGoesOnAsIfItHadNotAskedWhenTheClientDoesNotCompactAfterAll() {
        AgentHistory history = reading("undecided", 10);
        gateway.chat(history.request(), "x-session-id", "undecided");
        List<String> sent = engine.lastSent().elements();
        gateway.chat(history.copy().assistant("Read.").user(INSTRUCTION).request(), "x-session-id", "undecided");

        gateway.chat(history.reads("one/more", "short").request(), "x-session-id", "undecided");

        assertThat(engine.lastSent().elements()).startsWith(sent.toArray(String[]::new));
        assertThat(gateway.get("/plimsoll/sessions/undecided").body()).doesNotContain("\"lane\":\"lane-");
    }

    @Test
    void afterACompactionNoOldEditAppliesAndTheArchiveStillKnowsTheSession() {
        AgentHistory history = begin().reads("deploy/staging.env", "staging passphrase: " + SECRET);
        filled(history, "recalls", 10);
        gateway.chat(history.request(), "x-session-id", "recalls");
        assertThat(engine.lastSent().text()).doesNotContain(SECRET);
        gateway.chat(history.assistant("Read.").user(INSTRUCTION).request(), "x-session-id", "recalls");

        AgentHistory compacted = begin().assistant("Summary: files were read.").user("Go on.");
        HttpResponse<String> first = gateway.chat(compacted.request(), "x-session-id", "recalls");

        assertThat(decision(first)).isEqualTo("pass");
        assertThat(engine.lastPrompt().receivedBody()).isEqualTo(compacted.request());
        assertThat(session(first)).isEqualTo("recalls");
        filled(compacted, "again", 10);
        gateway.chat(compacted.request(), "x-session-id", "recalls");
        HttpResponse<String> asked =
                gateway.chat(compacted.assistant("Read.").user(QUESTION).request(), "x-session-id", "recalls");
        assertThat(decision(asked)).contains("recall");
        assertThat(engine.lastSent().newestText()).contains(SECRET).endsWith(QUESTION);
    }

    @Test
    void whatWasCutBeforeACompactionComesBackBehindIt() {
        AgentHistory history = begin().reads("deploy/staging.env", "staging passphrase: " + SECRET);
        filled(history, "behind", 10);
        gateway.chat(history.request(), "x-session-id", "behind");
        gateway.chat(history.assistant("Read.").user(INSTRUCTION).request(), "x-session-id", "behind");
        AgentHistory compacted =
                begin().assistant("Summary: deploy/staging.env was read.").user("Go on.");
        gateway.chat(compacted.request(), "x-session-id", "behind");

        HttpResponse<String> asked =
                gateway.chat(compacted.assistant("Well?").user(QUESTION).request(), "x-session-id", "behind");

        assertThat(decision(asked)).isEqualTo("recall");
        assertThat(engine.lastSent().newestText()).contains(SECRET).endsWith(QUESTION);
    }

    @Test
    void claudeCodesInstructionBehindAResultIsNotEditedAndItsNewHistoryBeginsANewView() {
        MessagesHistory history = MessagesHistory.begin("Look at all files.");
        for (int i = 0; i < 10; i++) {
            history.reads("claude/f" + i, AgentHistory.words(220, i));
        }
        HttpResponse<String> cut = post(history.request(""), "claude");
        String request = history.userBehindResults("CRITICAL: Respond with TEXT ONLY.\n\n" + INSTRUCTION)
                .request("");

        HttpResponse<String> compaction = post(request, "claude");

        assertThat(decision(cut)).isEqualTo("cut");
        assertThat(decision(compaction)).isEqualTo("compaction");
        assertThat(engine.lastPrompt().receivedBody()).isEqualTo(request);
        String compacted = MessagesHistory.begin("This session is being continued from a previous conversation.")
                .request("");
        HttpResponse<String> after = post(compacted, "claude");
        assertThat(decision(after)).isEqualTo("pass");
        assertThat(session(after)).isEqualTo("claude");
        assertThat(engine.lastPrompt().receivedBody()).isEqualTo(compacted);
    }

    @Test
    void codexsNextWindowBeginsANewViewInItsSession() {
        String developer = item("developer", "You are a coding agent.");
        var input = new StringBuilder(developer).append(",").append(item("user", "Look at all files."));
        for (int i = 0; i < 10; i++) {
            input.append(",{\"type\":\"function_call\",\"call_id\":\"c")
                    .append(i)
                    .append("\",\"name\":\"shell\",\"arguments\":\"{}\"}")
                    .append(",{\"type\":\"function_call_output\",\"call_id\":\"c")
                    .append(i)
                    .append("\",\"output\":\"")
                    .append(AgentHistory.words(220, i).replace("\n", " "))
                    .append("\"}");
        }
        HttpResponse<String> cut = codex(input.toString(), "turn", 0);
        String summarise = input + "," + item("user", "You are performing a CONTEXT CHECKPOINT COMPACTION.");

        HttpResponse<String> compaction = codex(summarise, "compaction", 0);

        assertThat(decision(cut)).isEqualTo("cut");
        assertThat(decision(compaction)).isEqualTo("compaction");
        assertThat(engine.lastPrompt().receivedBody()).contains(summarise);
        String next = developer + "," + item("user", "Look at all files.") + "," + item("user", "The summary.");
        HttpResponse<String> after = codex(next, "turn", 1);
        assertThat(decision(after)).isEqualTo("pass");
        assertThat(session(after)).isEqualTo("thread-7");
        assertThat(engine.lastPrompt().receivedBody()).contains(next);
    }

    private HttpResponse<String> codex(String input, String kind, int window) {
        return gateway.post(
                "/v1/responses",
                "{\"model\":\"m\",\"input\":[" + input + "]}",
                "session-id",
                "thread-7",
                "thread-id",
                "thread-7",
                "x-codex-window-id",
                "thread-7:" + window,
                "x-codex-turn-metadata",
                "{\"request_kind\":\"" + kind + "\"}");
    }

    private static String item(String role, String text) {
        return "{\"type\":\"message\",\"role\":\"" + role + "\",\"content\":[{\"type\":\"input_text\",\"text\":\""
                + text + "\"}]}";
    }

    @Test
    void aHeaderIsEnough() {
        String request = reading("header", 10).assistant("Read.").user("Now.").request();

        HttpResponse<String> answer =
                gateway.chat(request, "x-session-id", "header", "x-claude-code-request-class", "compaction");

        assertThat(decision(answer)).isEqualTo("compaction");
        assertThat(engine.lastPrompt().receivedBody()).isEqualTo(request);
    }

    private HttpResponse<String> post(String request, String session) {
        return gateway.post(MESSAGES, request, "x-claude-code-session-id", session);
    }

    private static AgentHistory begin() {
        return AgentHistory.begin("You are a coding agent.").user("Look at all files.");
    }

    private static AgentHistory reading(String folder, int files) {
        return filled(begin(), folder, files);
    }

    private static AgentHistory filled(AgentHistory history, String folder, int files) {
        for (int i = 0; i < files; i++) {
            history.reads(folder + "/f" + i, AgentHistory.words(220, i));
        }
        return history;
    }

    private static String session(HttpResponse<String> answer) {
        return answer.headers().firstValue("x-plimsoll-session").orElseThrow();
    }

    private static String decision(HttpResponse<String> answer) {
        return answer.headers().firstValue("x-plimsoll-decision").orElseThrow();
    }
}
