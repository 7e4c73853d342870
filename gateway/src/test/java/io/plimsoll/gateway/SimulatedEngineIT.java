package io.plimsoll.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.backends.sim.ReplicaSpec;
import io.plimsoll.backends.sim.ReplySource;
import io.plimsoll.backends.sim.SimulatedEngine;
import io.plimsoll.backends.sim.SimulatedEngineOptions;
import io.plimsoll.backends.sim.SimulatedModel;
import io.plimsoll.backends.sim.SimulationPace;
import io.plimsoll.budget.tokens.PromptCounters;
import io.vertx.core.Vertx;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An agent's session through a gateway to an engine that counts, caches and meters as vLLM does. */
@Timeout(60)
class SimulatedEngineIT {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int CAP = 2_000;

    private final Vertx vertx = Vertx.vertx();
    private SimulatedEngine engine;

    /** What the gateway does besides passing on. */
    enum Features {
        PASS("", Integer.MAX_VALUE),
        BUDGET("policies: [{name: p, context: {cap: 2000, newest-results: 1}, when-over: trim}]", CAP),
        BUDGET_AND_RECALL("policies: [{name: p, context: {cap: 2000, newest-results: 1}, recall: {budget: 300}}]", CAP);

        private final String policy;
        private final int cap;

        Features(String policy, int cap) {
            this.policy = policy;
            this.cap = cap;
        }
    }

    @BeforeEach
    void start() throws TimeoutException {
        var model = new SimulatedModel(
                List.of(ScriptedEngine.MODEL),
                32_768,
                PromptCounters.load("cl100k_base", Path.of("")),
                ReplySource.madeUp());
        engine = SimulatedEngine.start(
                        vertx,
                        SimulatedEngineOptions.of(model)
                                .withReplica(ReplicaSpec.demo())
                                .withPace(SimulationPace.fastForward()))
                .await(10, TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() throws TimeoutException {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @EnumSource
    void aSessionNeverExceedsItsCapAndMostOfEachPromptIsCached(Features features) {
        try (RunningGateway gateway = RunningGateway.before(features.policy, engine.port())) {
            AgentHistory history = AgentHistory.begin("You are a coding agent.").user("Look at all files.");
            long prompts = 0;
            long cached = 0;
            for (int turn = 0; turn < 20; turn++) {
                history.reads("f" + turn, AgentHistory.words(150, turn));

                HttpResponse<String> answer = gateway.chat(history.request(",\"max_tokens\":8"), "x-session-id", "s");

                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
                JsonNode usage = JSON.readTree(answer.body()).path("usage");
                int tokens = usage.path("prompt_tokens").asInt();
                assertThat(tokens).isLessThanOrEqualTo(features.cap);
                assertThat(answer.headers().firstValue("x-plimsoll-sent-tokens"))
                        .hasValue(Integer.toString(tokens));
                prompts += tokens;
                cached += usage.path("prompt_tokens_details")
                        .path("cached_tokens")
                        .asInt();
                if (turn % 5 == 4) {
                    history.assistant("Noted.").user("Go on with number " + turn + ".");
                }
            }
            assertThat(cached).isGreaterThan(prompts / 2);
            gateway.assertNothingReserved();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSessionOfMessagesIsCountedAsTheEngineCountsIt(Features features) {
        try (RunningGateway gateway = RunningGateway.before(features.policy, engine.port())) {
            MessagesSession history =
                    MessagesSession.begin("You are a coding agent.").user("Look at all files.");
            for (int turn = 0; turn < 20; turn++) {
                history.reads("f" + turn, AgentHistory.words(150, turn), turn % 5 == 4 ? "Go on, number " + turn : "");

                HttpResponse<String> answer =
                        gateway.post("/v1/messages", history.request(), "x-claude-code-session-id", "s");

                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
                JsonNode usage = JSON.readTree(answer.body()).path("usage");
                int tokens = usage.path("input_tokens").asInt()
                        + usage.path("cache_read_input_tokens").asInt();
                assertThat(tokens).isLessThanOrEqualTo(features.cap);
                assertThat(answer.headers().firstValue("x-plimsoll-sent-tokens"))
                        .hasValue(Integer.toString(tokens));
            }
            gateway.assertNothingReserved();
        }
    }

    @ParameterizedTest
    @EnumSource
    void streamsOfManySessionsEndWithNothingReserved(Features features) {
        try (RunningGateway gateway = RunningGateway.before(features.policy, engine.port())) {
            var answers = IntStream.range(0, 20)
                    .mapToObj(i -> gateway.chatLater(
                            AgentHistory.begin("You are agent " + i + ".")
                                    .user("Say something.")
                                    .request(",\"max_tokens\":20,\"stream\":true"),
                            "x-session-id",
                            "s" + i))
                    .toList();

            answers.forEach(answer -> assertThat(answer.join().body())
                    .endsWith("data: [DONE]\n\n")
                    .doesNotContain("\"usage\""));
            gateway.assertNothingReserved();
        }
    }
}
