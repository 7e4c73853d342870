package io.plimsoll.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.gateway.http.RawClient;
import java.net.http.HttpResponse;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
            String request =
                    AgentHistory.begin("x").user(AgentHistory.words(1_000, 1)).request(",\"max_tokens\":100");

            HttpResponse<String> answer = gateway.chat(request);

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("maximum context length is 900 tokens");
            assertThat(engine.promptCount()).isZero();
        }
    }

    @Test
    void aPolicyThatRefusesCutsFirst() {
        try (ScriptedEngine engine = ScriptedEngine.start();
                RunningGateway gateway = RunningGateway.before(capped("refuse"), engine.port())) {
            assertThat(decision(gateway.chat(longHistory().request()))).isEqualTo("cut");

            HttpResponse<String> answer = gateway.chat(big(2_500));

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("context_length_exceeded");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"trim", "queue", "refuse"})
    void onlyAPolicyThatRecallsBringsTextBack(String whenOver) {
        try (ScriptedEngine engine = ScriptedEngine.start();
                RunningGateway gateway = RunningGateway.before(capped(whenOver), engine.port())) {
            AgentHistory history = AgentHistory.begin("You are a coding agent.")
                    .user("Look at all files.")
                    .reads("staging.env", "staging passphrase: cobalt-heron-4417 " + AgentHistory.words(200, 1));
            gateway.chat(filled(history).request());

            gateway.chat(history.assistant("Read.")
                    .user("What is the staging passphrase?")
                    .request());

            assertThat(engine.lastSent().newestText()).isEqualTo("What is the staging passphrase?");
        }
    }

    @Test
    void aPolicyThatTrimsSendsIntoAFullPool() {
        try (FullPool pool = new FullPool("trim", "")) {
            pool.gateway.chatLater(big(25_000), "x-session-id", "second");

            RunningGateway.eventually(() -> pool.engine.promptCount() == 2);
        }
    }

    @Test
    void aPolicyThatQueuesHoldsTheRequestUntilThePoolHasRoom() {
        try (FullPool pool = new FullPool("queue", "")) {
            var answer = pool.gateway.chatLater(big(25_000), "x-session-id", "second");
            assertThat(answer).failsWithin(400, TimeUnit.MILLISECONDS);
            assertThat(pool.engine.promptCount()).isOne();

            pool.letGo();

            assertThat(answer.join().statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aRequestThatWaitedTooLongIsToldThatThePoolIsBusy() {
        try (FullPool pool = new FullPool("queue", "timeouts: {first-token: 500ms, total: 1m}")) {
            HttpResponse<String> answer = pool.gateway.chat(big(25_000), "x-session-id", "second");

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).contains("\"code\":\"overloaded\"");
            assertThat(answer.headers().firstValue("retry-after")).hasValue("1");
            assertThat(pool.engine.promptCount()).isOne();
        }
    }

    @Test
    void aClientThatLeavesTheQueueIsNeverSent() {
        try (FullPool pool = new FullPool("queue", "")) {
            RawClient client = pool.gateway.raw().post(RunningGateway.CHAT, big(25_000), "x-session-id: second");
            RunningGateway.eventually(
                    () -> pool.gateway.get("/plimsoll/sessions").body().contains("second"));
            client.reset();

            pool.letGo();

            pool.gateway.assertNothingReserved();
            assertThat(pool.engine.promptCount()).isOne();
        }
    }

    /** A gateway before a pool of 32,000 tokens, of which a running stream holds 28,000. */
    private static final class FullPool implements AutoCloseable {

        private final ScriptedEngine engine = ScriptedEngine.withPool(32_000);
        private final RunningGateway gateway;
        private final CountDownLatch done = new CountDownLatch(1);

        FullPool(String whenOver, String more) {
            gateway =
                    RunningGateway.before("policies: [{name: p, when-over: " + whenOver + "}]\n" + more, engine.port());
            engine.script(exchange -> {
                if (exchange.header("x-session-id").orElse("").equals("first")) {
                    exchange.startStream();
                    exchange.chunk(ScriptedEngine.CONTENT_CHUNK);
                    done.await();
                    exchange.endStream();
                } else {
                    exchange.answer(200, "application/json", ScriptedEngine.ANSWER);
                }
            });
            gateway.raw()
                    .post(RunningGateway.CHAT, big(28_000), "x-session-id: first")
                    .readHead();
            RunningGateway.eventually(this::isKnownToBeFull);
        }

        /** The pool's size is learnt from the engine's metrics, which may come later than its first answer. */
        private boolean isKnownToBeFull() {
            return gateway.get("/metrics")
                    .body()
                    .lines()
                    .filter(line -> line.startsWith("plimsoll_kv_pressure{"))
                    .anyMatch(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)) > .5);
        }

        /** Ends the stream. */
        void letGo() {
            done.countDown();
        }

        @Override
        public void close() {
            letGo();
            gateway.assertNothingReserved();
            gateway.close();
            engine.close();
        }
    }

    private static String capped(String whenOver) {
        return "policies: [{name: p, context: {cap: 2000, newest-results: 1}, when-over: " + whenOver + "}]";
    }

    private static String big(int tokens) {
        return AgentHistory.begin("x")
                .user(AgentHistory.words(tokens * 6 / 7, tokens))
                .request();
    }

    private static AgentHistory longHistory() {
        return filled(AgentHistory.begin("You are a coding agent.").user("Look at all files."));
    }

    private static AgentHistory filled(AgentHistory history) {
        for (int i = 0; i < 12; i++) {
            history.reads("f" + i, AgentHistory.words(220, i));
        }
        return history;
    }

    private static String decision(HttpResponse<String> answer) {
        return answer.headers().firstValue("x-plimsoll-decision").orElseThrow();
    }
}
