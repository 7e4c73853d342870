package io.plimsoll.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.gateway.http.RawClient;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the keys of a policy promise. */
@Timeout(60)
class PolicyIT {

    private static final String SHADOW = "policies: [{name: p, mode: shadow, context: {cap: 2000, newest-results: 1}}]";
    private static final String ENFORCED = "policies: [{name: p, context: {cap: 2000, newest-results: 1}}]";

    @Test
    void aPolicyInShadowCountsAndChangesNothing() {
        try (ScriptedEngine engine = ScriptedEngine.start();
                RunningGateway gateway = RunningGateway.before(SHADOW, engine.port())) {
            String request = longHistory().request();

            HttpResponse<String> answer = gateway.chat(request);

            assertThat(decision(answer)).isEqualTo("pass");
            assertThat(engine.lastPrompt().receivedBody()).isEqualTo(request);
            assertThat(gateway.metric("plimsoll_shadowed_total")).isOne();
        }
    }

    @Test
    void aPolicyThatGoesIntoShadowStopsToEdit() {
        try (ScriptedEngine engine = ScriptedEngine.start();
                RunningGateway gateway = RunningGateway.before(ENFORCED, engine.port())) {
            String request = longHistory().request();
            assertThat(decision(gateway.chat(request))).isEqualTo("cut");

            gateway.reload(SHADOW);

            assertThat(decision(gateway.chat(request))).isEqualTo("pass");
            assertThat(engine.lastPrompt().receivedBody()).isEqualTo(request);
        }
    }

    @Test
    void refusesAboveTheWindowWithoutAnyPolicy() {
        try (ScriptedEngine engine = ScriptedEngine.withWindow(1_000);
                RunningGateway gateway = RunningGateway.before("", engine.port())) {
            String request = AgentHistory.begin("x").user(AgentHistory.words(1_000, 1)).request(",\"max_tokens\":100");

            HttpResponse<String> answer = gateway.chat(request);

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("maximum context length is 900 tokens");
            assertThat(engine.promptCount()).isZero();
        }
    }

    @Test
    void aPolicyThatRefusesSaysSoAboveALineThatPressureDrew() {
        whilePoolIsFull("refuse", "", (gateway, request) -> {
            HttpResponse<String> answer = gateway.chat(request, "x-session-id", "second");

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("context_length_exceeded");
            assertThat(decision(answer)).isEqualTo("refuse");
        });
    }

    @Test
    void aPolicyThatTrimsSendsWhatNoCutBringsBelowALineThatPressureDrew() {
        whilePoolIsFull("trim", "", (gateway, request) -> {
            CompletableFuture<HttpResponse<String>> answer = gateway.chatLater(request, "x-session-id", "second");

            RunningGateway.eventually(() -> inFlight(gateway) == 2);
            assertThat(answer).isNotDone();
        });
    }

    @Test
    void aPolicyThatQueuesLetsTheRequestWaitUntilThePoolHasRoom() {
        CompletableFuture<HttpResponse<String>> waiting =
                whilePoolIsFull("queue", "", (gateway, request) -> {
                    var answer = gateway.chatLater(request, "x-session-id", "second");
                    assertThat(answer).failsWithin(500, TimeUnit.MILLISECONDS);
                    assertThat(inFlight(gateway)).isOne();
                    return answer;
                });

        assertThat(waiting.join().statusCode()).isEqualTo(200);
    }

    @Test
    void aRequestThatWaitedTooLongIsToldThatThePoolIsBusy() {
        whilePoolIsFull("queue", "timeouts: {first-token: 1s}", (gateway, request) -> {
            HttpResponse<String> answer = gateway.chat(request, "x-session-id", "second");

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).contains("\"code\":\"overloaded\"");
            assertThat(answer.headers().firstValue("retry-after")).hasValue("1");
            assertThat(inFlight(gateway)).isOne();
        });
    }

    private interface Check<T> {
        T apply(RunningGateway gateway, String request);
    }

    private interface Trial {
        void run(RunningGateway gateway, String request);
    }

    private static void whilePoolIsFull(String whenOver, String more, Trial trial) {
        CompletableFuture<HttpResponse<String>> none = whilePoolIsFull(whenOver, more, (gateway, request) -> {
            trial.run(gateway, request);
            return new CompletableFuture<HttpResponse<String>>();
        });
        assertThat(none).isNotDone();
    }

    /**
     * Runs {@code check} while one session holds nearly all of a pool of 32,000 tokens, with a request of 10,000 tokens that
     * nothing can be cut from; then lets go of the first session, and waits for what the check has left open.
     */
    private static <T> CompletableFuture<T> whilePoolIsFull(
            String whenOver, String more, Check<CompletableFuture<T>> check) {
        var done = new CountDownLatch(1);
        try (ScriptedEngine engine = ScriptedEngine.withPool(32_000);
                RunningGateway gateway = RunningGateway.before(
                        "policies: [{name: p, context: {floor: 1k}, pressure: {start: 50%, full: 60%}, when-over: "
                                + whenOver + "}]\n" + more,
                        engine.port())) {
            engine.script(exchange -> {
                if (exchange.header("x-session-id").orElse("").equals("first")) {
                    exchange.body();
                    done.await();
                }
                exchange.answer(200, "application/json", ScriptedEngine.ANSWER);
            });
            RawClient first = gateway.raw().post(RunningGateway.CHAT, big(28_000), "x-session-id: first");
            RunningGateway.eventually(() -> engine.promptCount() == 1);
            CompletableFuture<T> open = check.apply(gateway, big(25_000));
            done.countDown();
            first.close();
            open.completeOnTimeout(null, 5, TimeUnit.SECONDS).join();
            return open;
        }
    }

    private static String big(int tokens) {
        return AgentHistory.begin("x").user(AgentHistory.words(tokens * 6 / 7, tokens)).request();
    }

    private static int inFlight(RunningGateway gateway) {
        return gateway.gateway().fleet().backends().all().getFirst().inFlight();
    }

    private static AgentHistory longHistory() {
        AgentHistory history =
                AgentHistory.begin("You are a coding agent.").user("Look at all files.");
        for (int i = 0; i < 12; i++) {
            history.reads("f" + i, AgentHistory.words(220, i));
        }
        return history;
    }

    private static String decision(HttpResponse<String> answer) {
        return answer.headers().firstValue("x-plimsoll-decision").orElseThrow();
    }
}
