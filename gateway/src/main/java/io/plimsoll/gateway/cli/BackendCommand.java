package io.plimsoll.gateway.cli;

import io.plimsoll.backends.sim.ReplicaSpec;
import io.plimsoll.backends.sim.ReplySource;
import io.plimsoll.backends.sim.SimulatedEngine;
import io.plimsoll.backends.sim.SimulatedEngineOptions;
import io.plimsoll.backends.sim.SimulatedModel;
import io.plimsoll.backends.sim.SimulationPace;
import io.plimsoll.budget.tokens.PromptCounter;
import io.plimsoll.budget.tokens.PromptCounters;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "backend",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        showDefaultValues = true,
        description =
                "Runs a simulated inference engine: vLLM's endpoints and metrics over a model of a GPU replica. It"
                        + " makes up its answers; how long they take, what is cached and what is evicted is simulated.")
final class BackendCommand implements Callable<Integer> {

    private static final long START_LIMIT_SECONDS = 30;

    @Spec
    private CommandSpec spec;

    @Option(names = "--port", paramLabel = "PORT", required = true, description = "the port to listen on, 0 for any")
    private int port;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "the address to listen on")
    private String host = "127.0.0.1";

    @Option(
            names = "--model",
            paramLabel = "NAME",
            defaultValue = "simulated-30b",
            description = "the model's name; repeatable for aliases")
    private List<String> models = List.of();

    @Option(
            names = "--window",
            paramLabel = "TOKENS",
            defaultValue = "131072",
            description = "the longest prompt with its answer; never more than the pool holds")
    private int window;

    @Option(
            names = "--pool",
            paramLabel = "TOKENS",
            description = "tokens that the KV pool holds, instead of the replica's own")
    private @Nullable Integer pool;

    @Option(
            names = "--replica",
            defaultValue = "DEMO",
            description = "the hardware that is modelled: ${COMPLETION-CANDIDATES}")
    private Replica replica = Replica.DEMO;

    @Option(
            names = "--speed",
            paramLabel = "FACTOR",
            defaultValue = "1",
            description = "simulated seconds in one real second; 0 answers at once")
    private double speed;

    @Option(
            names = "--max-queued",
            paramLabel = "REQUESTS",
            description = "requests that may wait before others are refused with 503")
    private @Nullable Integer maxQueued;

    @Option(
            names = "--tokenizer",
            paramLabel = "NAME",
            defaultValue = "cl100k_base",
            description = "what counts tokens: an encoding's name or the path of a tokenizer.json")
    private String tokenizer = "cl100k_base";

    /** The replicas that can be modelled. */
    enum Replica {
        /** A slice of a GPU with a small pool. */
        DEMO,
        /** Two H100 with Qwen3-Coder-30B-A3B in FP8. */
        REFERENCE
    }

    @Override
    public Integer call() throws Exception {
        Vertx vertx = Vertx.vertx();
        SimulatedEngine engine = SimulatedEngine.start(vertx, options()).await(START_LIMIT_SECONDS, TimeUnit.SECONDS);
        var out = spec.commandLine().getOut();
        out.printf("plimsoll: simulated backend ready on http://%s:%d serving %s%n", host, engine.port(), models);
        out.flush();
        new CountDownLatch(1).await();
        return 0;
    }

    private SimulatedEngineOptions options() {
        ReplicaSpec spec = switch (replica) {
            case DEMO -> ReplicaSpec.demo();
            case REFERENCE -> ReplicaSpec.referenceReplica();
        };
        ReplicaSpec sized = pool == null ? spec : spec.withPoolTokens(pool);
        PromptCounter counter = PromptCounters.load(tokenizer, Path.of(""));
        var model = new SimulatedModel(
                models, Math.min(window, sized.pool().longestSequence()), counter, ReplySource.madeUp());
        SimulationPace pace = speed == 0 ? SimulationPace.fastForward() : SimulationPace.times(speed);
        return new SimulatedEngineOptions(
                host, port, model, sized, pace, maxQueued == null ? OptionalInt.empty() : OptionalInt.of(maxQueued));
    }
}
