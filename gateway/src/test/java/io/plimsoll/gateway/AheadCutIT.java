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
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Cuts that are made, and prefilled, between two turns of an agent. */
@Timeout(60)
class AheadCutIT {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String POLICY =
            "policies: [{name: p, context: {cap: 4000, cuts: {ahead: true}}, when-over: trim}]";
    private static final String OFF =
            "policies: [{name: p, context: {cap: 4000, cuts: {ahead: false}}, when-over: trim}]";
    private static final int CAP = 4_000;
    /** A turn with a result of so many words has about a quarter more tokens. */
    private static final int RESULT_WORDS = 400;

    private static final int TURN_TOKENS = 500;
    /** By how much turns differ, and what blocks of 16 tokens leave out of a hit. */
    private static final int MARGIN_TOKENS = 80;

    private final Vertx vertx = Vertx.vertx();
    private final ScriptedEngine engine = ScriptedEngine.start();

    @AfterEach
    void stop() throws TimeoutException {
        engine.close();
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    @Test
    void theTurnBehindTheGapFindsAllButItsOwnTokensCached() throws TimeoutException {
        int hidden = prefilledBehindTheFirstCut(POLICY, true);
        int waitedFor = prefilledBehindTheFirstCut(OFF, false);

        assertThat(hidden).isLessThanOrEqualTo(TURN_TOKENS + MARGIN_TOKENS);
        assertThat(waitedFor).isGreaterThan(3 * TURN_TOKENS);
    }

    @Test
    void theNextRequestBeginsWithWhatWasPrefilled() {
        try (RunningGateway gateway = RunningGateway.before(POLICY, engine.port())) {
            AgentHistory history = agent();
            int turns = untilDue(gateway, history);
            RunningGateway.eventually(() -> gateway.metric(ahead("done")) == 1);
            SentPrompt prefill = engine.lastSent();
            assertThat(engine.lastPrompt().receivedBody())
                    .contains("\"max_tokens\":1")
                    .doesNotContain("\"stream\":true");

            history.reads("next", AgentHistory.words(RESULT_WORDS, turns));
            HttpResponse<String> answer = gateway.chat(history.request(), "x-session-id", "s");

            assertThat(header(answer, "decision")).isEqualTo("view");
            assertThat(header(answer, "cut")).isEqualTo("between two turns");
            engine.lastSent().assertLegal();
            assertThat(engine.lastSent().elements())
                    .startsWith(prefill.elements().toArray(String[]::new));
            assertThat(gateway.get("/plimsoll/sessions/s").body()).contains("\"why\":\"between two turns\"");
            gateway.assertNothingReserved();
        }
    }

    @Test
    void nothingIsSentToABackendWithAQueue() {
        engine.waiting(1);
        try (RunningGateway gateway = RunningGateway.before(POLICY, engine.port())) {
            int turns = untilDue(gateway, agent());

            RunningGateway.eventually(() -> gateway.metric(ahead("busy")) > 0);
            assertThat(engine.promptCount()).isEqualTo(turns);
        }
    }

    @Test
    void nothingIsSentWhereEachTokenIsBilled() {
        String billed = RunningGateway.backend("b0", engine.port(), ", billed: true");
        try (RunningGateway gateway = RunningGateway.before(POLICY, List.of(billed))) {
            int turns = untilDue(gateway, agent());

            RunningGateway.eventually(() -> gateway.metric(ahead("billed")) > 0);
            assertThat(engine.promptCount()).isEqualTo(turns);
        }
    }

    @Test
    void theNextRequestDropsAPrefillThatIsStillUnderWay() {
        engine.script(exchange -> {
            if (isPrefill(exchange)) {
                exchange.holdUntilGone();
            } else {
                exchange.answer(200, "application/json", ScriptedEngine.ANSWER);
            }
        });
        try (RunningGateway gateway = RunningGateway.before(POLICY, engine.port())) {
            AgentHistory history = agent();
            int turns = untilDue(gateway, history);
            RunningGateway.eventually(() -> engine.promptCount() == turns + 1);
            FakeBackend.Exchange prefill = engine.lastPrompt();
            double before = gateway.metric(ahead("overtaken"));

            history.reads("next", AgentHistory.words(RESULT_WORDS, turns));
            HttpResponse<String> answer = gateway.chat(history.request(), "x-session-id", "s");

            prefill.awaitGone();
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(header(answer, "decision")).isEqualTo("view");
            RunningGateway.eventually(() -> gateway.metric(ahead("overtaken")) > before);
            gateway.assertNothingReserved();
        }
    }

    /**
     * The tokens that the engine had to read for the first turn that is sent with a cut in its history.
     *
     * @param gaps whether the cut is made between two turns, for which tools then leave the time
     */
    private int prefilledBehindTheFirstCut(String policy, boolean gaps) throws TimeoutException {
        SimulatedEngine simulated = SimulatedEngine.start(
                        vertx,
                        SimulatedEngineOptions.of(new SimulatedModel(
                                        List.of(ScriptedEngine.MODEL),
                                        32_768,
                                        PromptCounters.load("cl100k_base", Path.of("")),
                                        ReplySource.madeUp()))
                                .withReplica(ReplicaSpec.demo())
                                .withPace(SimulationPace.fastForward()))
                .await(10, TimeUnit.SECONDS);
        try (RunningGateway gateway = RunningGateway.before(policy, simulated.port())) {
            awaitLoad(gateway);
            AgentHistory history = agent();
            for (int turn = 0; ; turn++) {
                history.reads("f" + turn, AgentHistory.words(RESULT_WORDS, turn));
                HttpResponse<String> answer = gateway.chat(history.request(",\"max_tokens\":8"), "x-session-id", "s");
                if (answer.headers().firstValue("x-plimsoll-cut").isPresent()) {
                    assertThat(header(answer, "cut")).isEqualTo(gaps ? "between two turns" : "over the line");
                    JsonNode usage = JSON.readTree(answer.body()).path("usage");
                    gateway.assertNothingReserved();
                    return usage.path("prompt_tokens").asInt()
                            - usage.path("prompt_tokens_details")
                                    .path("cached_tokens")
                                    .asInt();
                }
                if (gaps && Integer.parseInt(header(answer, "sent-tokens")) + TURN_TOKENS > CAP) {
                    RunningGateway.eventually(() -> gateway.metric(ahead("done")) == 1);
                }
            }
        }
    }

    /** Nothing is sent to a backend that has not said yet how loaded it is. */
    private static void awaitLoad(RunningGateway gateway) {
        RunningGateway.eventually(() -> gateway.get("/plimsoll/backends").body().contains("\"load\""));
    }

    private static AgentHistory agent() {
        return AgentHistory.begin("You are a coding agent.").user("Look at all files.");
    }

    /** Lets the agent work until its next turn would be over the line; the turns that it took. */
    private static int untilDue(RunningGateway gateway, AgentHistory history) {
        awaitLoad(gateway);
        int turns = 0;
        int sent = 0;
        while (sent + TURN_TOKENS <= CAP) {
            history.reads("f" + turns, AgentHistory.words(RESULT_WORDS, turns));
            HttpResponse<String> answer = gateway.chat(history.request(), "x-session-id", "s");
            assertThat(header(answer, "decision")).isEqualTo("pass");
            sent = Integer.parseInt(header(answer, "sent-tokens"));
            turns++;
        }
        return turns;
    }

    private static boolean isPrefill(FakeBackend.Exchange exchange) throws IOException {
        return new String(exchange.body(), StandardCharsets.UTF_8).endsWith("\"max_tokens\":1}");
    }

    private static String ahead(String outcome) {
        return "plimsoll_ahead_total{outcome=\"" + outcome + "\"}";
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue("x-plimsoll-" + name).orElse("");
    }
}
