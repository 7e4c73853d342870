package io.plimsoll.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** A lane under a small cap: when it is cut, what is sent, and what stays as it was. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
class CutIT {

    private static final int CAP = 2_000;

    private final ScriptedEngine engine = ScriptedEngine.start();
    private final RunningGateway gateway = RunningGateway.before(
            "policies: [{name: small, context: {cap: 2000, newest-results: 1}, when-over: trim}]", engine.port());

    @AfterAll
    void stop() {
        gateway.assertNothingReserved();
        gateway.close();
        engine.close();
    }

    @Test
    void aGrowingConversationStaysLegalBelowTheCapAndKeepsItsPrefixBetweenCuts() {
        AgentHistory history = agent();
        List<String> before = List.of();
        int cuts = 0;
        for (int turn = 0; turn < 30; turn++) {
            history.reads("src/File" + turn + ".java", AgentHistory.words(250, turn));

            HttpResponse<String> answer = gateway.chat(history.request(), "x-session-id", "grows");

            SentPrompt sent = engine.lastSent();
            sent.assertLegal();
            assertThat(sent.tokens()).isLessThanOrEqualTo(CAP).isEqualTo(number(answer, "sent-tokens"));
            assertThat(number(answer, "client-tokens"))
                    .isEqualTo(SentPrompt.of(history.request()).tokens());
            if (decision(answer).equals("cut")) {
                cuts++;
            } else {
                assertThat(decision(answer)).isEqualTo(cuts == 0 ? "pass" : "view");
                assertThat(sent.elements().subList(0, before.size())).isEqualTo(before);
            }
            before = sent.elements();
        }
        assertThat(cuts).isBetween(2, 15);
    }

    @Test
    void aRetryIsSentAsTheSameBytes() {
        AgentHistory history = longHistory(1);
        HttpResponse<String> cut = gateway.chat(history.request(), "x-session-id", "retries");
        String sent = engine.lastPrompt().receivedBody();

        HttpResponse<String> retry = gateway.chat(history.request(), "x-session-id", "retries");

        assertThat(decision(cut)).isEqualTo("cut");
        assertThat(decision(retry)).isEqualTo("view");
        assertThat(engine.lastPrompt().receivedBody()).isEqualTo(sent);
    }

    @Test
    void requestsAtTheSameTimeNeverGetDifferentCuts() {
        String request = longHistory(2).request();
        int first = engine.promptCount();
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();

        IntStream.range(0, 8).forEach(i -> answers.add(gateway.chatLater(request, "x-session-id", "at-once")));

        answers.forEach(answer -> assertThat(answer.join().statusCode()).isEqualTo(200));
        Set<String> bodies = new HashSet<>();
        IntStream.range(first, first + 8)
                .forEach(i -> bodies.add(engine.prompt(i).receivedBody()));
        assertThat(bodies).hasSize(1);
        assertThat(bodies).doesNotContain(request);
    }

    @Test
    void aHistoryThatTheClientCompactedBeginsANewView() {
        gateway.chat(longHistory(3).request(), "x-session-id", "compacts");
        AgentHistory compacted = agent().user("Summary of the work so far: files were read.");
        String request = compacted.request();

        HttpResponse<String> answer = gateway.chat(request, "x-session-id", "compacts");

        assertThat(decision(answer)).isEqualTo("pass");
        assertThat(engine.lastPrompt().receivedBody()).isEqualTo(request);
    }

    @Test
    void aSideCallOfTheSessionDoesNotDisturbIt() {
        AgentHistory history = longHistory(4);
        gateway.chat(history.request(), "x-session-id", "aside");
        List<String> cut = engine.lastSent().elements();
        String title =
                AgentHistory.begin("You write titles.").user("Title, please.").request();

        HttpResponse<String> side = gateway.chat(title, "x-session-id", "aside");

        assertThat(decision(side)).isEqualTo("pass");
        assertThat(engine.lastPrompt().receivedBody()).isEqualTo(title);
        gateway.chat(history.reads("one/more.txt", "short").request(), "x-session-id", "aside");
        assertThat(engine.lastSent().elements()).startsWith(cut.toArray(String[]::new));
    }

    @Test
    void aRewoundHistoryKeepsTheEditsBeforeTheForkOnly() {
        AgentHistory history = longHistory(5);
        AgentHistory fork = history.copy();
        gateway.chat(history.request(), "x-session-id", "rewinds");
        List<String> cut = engine.lastSent().elements();
        gateway.chat(history.assistant("Done.").user("Go on.").request(), "x-session-id", "rewinds");

        HttpResponse<String> answer =
                gateway.chat(fork.assistant("Done otherwise.").user("Explain.").request(), "x-session-id", "rewinds");

        assertThat(decision(answer)).isEqualTo("view");
        assertThat(engine.lastSent().elements()).startsWith(cut.toArray(String[]::new));
        assertThat(engine.lastSent().text()).contains("Done otherwise.").doesNotContain("Go on.");
    }

    @Test
    void whatNoCutMakesFitIsRefusedAtOnceWithTrueNumbers() {
        String request = AgentHistory.begin("Be brief.")
                .user(AgentHistory.words(2_500, 9))
                .request();
        int asked = SentPrompt.of(request).tokens();
        int prompts = engine.promptCount();

        HttpResponse<String> answer = gateway.chat(request, "x-session-id", "floor");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .contains(
                        "\"code\":\"context_length_exceeded\"",
                        "maximum context length is " + CAP + " tokens",
                        "requested " + asked + " tokens, of which " + asked + " cannot be left out");
        assertThat(decision(answer)).isEqualTo("refuse");
        assertThat(number(answer, "client-tokens")).isEqualTo(asked);
        assertThat(number(answer, "sent-tokens")).isZero();
        assertThat(engine.promptCount()).isEqualTo(prompts);
    }

    @Test
    void theFirstCutWaitsForNoOverflowWhenTheUserJustSpoke() {
        AgentHistory history = agent();
        for (int i = 0; i < 6; i++) {
            history.reads("f" + i, AgentHistory.words(220, i));
        }
        String request = history.assistant("Read.").user("And now?").request();
        assertThat(SentPrompt.of(request).tokens()).isBetween(CAP * 3 / 4, CAP);

        assertThat(decision(gateway.chat(request, "x-session-id", "early"))).isEqualTo("cut");
    }

    private static AgentHistory agent() {
        return AgentHistory.begin("You are a coding agent. Answer in short.").user("Look at all files.");
    }

    /** A history above the cap; different seeds give different ones. */
    private static AgentHistory longHistory(int seed) {
        AgentHistory history = agent();
        for (int i = 0; i < 10; i++) {
            history.reads("dir" + seed + "/f" + i, AgentHistory.words(220, 100L * seed + i));
        }
        return history;
    }

    private static String decision(HttpResponse<String> answer) {
        return answer.headers().firstValue("x-plimsoll-decision").orElseThrow();
    }

    private static int number(HttpResponse<String> answer, String name) {
        return Integer.parseInt(
                answer.headers().firstValue("x-plimsoll-" + name).orElseThrow());
    }
}
