package io.plimsoll.gateway.demo;

import io.plimsoll.backends.sim.ReplicaSpec;
import io.plimsoll.backends.sim.SimulatedEngineOptions;
import io.plimsoll.backends.sim.SimulatedModel;
import io.plimsoll.backends.sim.SimulationPace;
import io.plimsoll.backends.sim.SimulationStatistics;
import io.plimsoll.budget.config.PolicyFile;
import io.plimsoll.budget.tokens.PromptCounter;
import io.plimsoll.gateway.pipeline.LivePolicy;
import io.plimsoll.gateway.pipeline.TokenModels;
import io.plimsoll.gateway.replay.SimulatedDeployment;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;

/**
 * The same agents twice on two simulated backends: passed through, then under a load line. Each half has backends, gateway
 * and archive of its own, and ends them. Blocking; used once.
 */
public final class Demo {

    /** The replica's seconds in a real one: its agents take minutes to outgrow a pool, and nobody waits for that. */
    public static final int SPEED = 5;

    static final String MODEL = "demo-30b";

    /** Of each backend: two dozen agents outgrow both together, and under the demo's load line they do not. */
    private static final int POOL_TOKENS = 120_000;

    private static final int WINDOW_TOKENS = 65_536;
    private static final double THINK_SECONDS = 1.5;
    private static final Duration PROGRESS_EVERY = Duration.ofMillis(250);

    private final DemoOptions options;
    private final DemoListener listener;
    private int port;

    public Demo(DemoOptions options, DemoListener listener) {
        this.options = options;
        this.listener = listener;
        this.port = options.port();
    }

    /**
     * Runs both halves.
     *
     * @throws IOException if a half cannot start, such as when the port is taken
     * @throws InterruptedException if the thread is interrupted, after all that was started has ended
     */
    public DemoReport run() throws IOException, TimeoutException, InterruptedException {
        DemoReport.HalfReport passThrough;
        try (var deployment = deployment(Variant.PASS_THROUGH);
                var load = load(deployment)) {
            passThrough = measured(Variant.PASS_THROUGH, deployment, load);
        }
        try (var deployment = deployment(Variant.LOAD_LINE);
                var load = load(deployment)) {
            var report = new DemoReport(passThrough, measured(Variant.LOAD_LINE, deployment, load));
            listener.measured(report);
            if (options.keepsRunning()) {
                Thread.sleep(Duration.ofMillis(Long.MAX_VALUE));
            }
            return report;
        }
    }

    private SimulatedDeployment deployment(Variant variant) throws IOException, TimeoutException {
        PolicyFile policy = variant.policy();
        PromptCounter counter =
                new TokenModels(() -> LivePolicy.of(policy)).of(MODEL).prompts();
        SimulatedEngineOptions engine = SimulatedEngineOptions.of(
                        new SimulatedModel(List.of(MODEL), WINDOW_TOKENS, counter, new ScriptedModel()))
                .withReplica(ReplicaSpec.demo().withPoolTokens(POOL_TOKENS))
                .withPace(SimulationPace.times(SPEED));
        SimulatedDeployment deployment = SimulatedDeployment.start(policy, port, List.of(engine, engine));
        // The second half takes the place of the first, so that a browser that looks on need not be told.
        port = deployment.url().getPort();
        listener.started(variant, deployment.url().resolve("/plimsoll/"));
        return deployment;
    }

    private AgentLoad load(SimulatedDeployment deployment) {
        return AgentLoad.start(
                deployment.url(), options.sessions(), new AgentSession.Pace(THINK_SECONDS * 1000 / SPEED));
    }

    private DemoReport.HalfReport measured(Variant variant, SimulatedDeployment deployment, AgentLoad load)
            throws InterruptedException, TimeoutException {
        long begun = System.nanoTime();
        waiting(variant, load, begun, options.warmUp());
        LoadMeter meter = load.measure();
        SimulationStatistics.Tokens before = tokens(deployment);
        long from = System.nanoTime();
        waiting(variant, load, begun, options.warmUp().plus(options.measured()));
        double realSeconds = (System.nanoTime() - from) / 1e9;
        SimulationStatistics.Tokens after = tokens(deployment);
        long prompts = after.prompt() - before.prompt();
        double hits = prompts == 0 ? 0 : (double) (after.hit() - before.hit()) / prompts;
        return meter.report(realSeconds, SPEED, hits);
    }

    private void waiting(Variant variant, AgentLoad load, long begun, Duration until) throws InterruptedException {
        Duration whole = options.warmUp().plus(options.measured());
        while (true) {
            Duration elapsed = Duration.ofNanos(System.nanoTime() - begun);
            listener.progress(variant, elapsed, whole, load.turns());
            Duration left = until.minus(elapsed);
            if (!left.isPositive()) {
                return;
            }
            Thread.sleep(left.compareTo(PROGRESS_EVERY) < 0 ? left : PROGRESS_EVERY);
        }
    }

    /** Of both backends together. */
    private static SimulationStatistics.Tokens tokens(SimulatedDeployment deployment) throws TimeoutException {
        return deployment.statistics().stream()
                .map(SimulationStatistics::tokens)
                .reduce(
                        new SimulationStatistics.Tokens(0, 0, 0, 0, 0),
                        (a, b) -> new SimulationStatistics.Tokens(
                                a.prompt() + b.prompt(),
                                a.hit() + b.hit(),
                                a.prefilled() + b.prefilled(),
                                a.generated() + b.generated(),
                                a.kvTurns() + b.kvTurns()));
    }
}
