package io.plimsoll.backends.engine;

import io.plimsoll.backends.probe.LoadSample;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * One kind of inference server: how to recognise it, ask it and read it. Implementations are stateless and thread-safe, and
 * every future ends within a few of the probe's time limits.
 */
public interface InferenceEngine {

    /** Which kind this is; never {@link EngineKind#AUTO}. */
    EngineKind kind();

    /** Whether the server that the probe reaches is of this kind. Never fails: a server that does not answer is not. */
    Future<Boolean> recognises(EngineProbe http);

    /** Asks the server what it is. Fails with {@link EngineNotReadyException} while a server that listens is not ready yet. */
    Future<EngineFacts> discover(EngineProbe http);

    /**
     * Reads the server's load. Fails where the server is not there or not well.
     *
     * @param http reaches the server
     * @param facts what {@link #discover} found
     * @param previous the reading before, which counters are compared with; {@code null} for none
     */
    Future<LoadSample> probe(EngineProbe http, EngineFacts facts, @Nullable LoadSample previous);

    /**
     * Counts tokens as the server does. Exact; does not run the model. Fails with {@link UnsupportedOperationException} where
     * the server has no answer to that question.
     */
    Future<Integer> countTokens(EngineProbe http, CountRequest request);

    /** The shortest time between two probes that does not disturb the server's work. */
    default Duration shortestProbeInterval() {
        return Duration.ofMillis(200);
    }

    /**
     * The engine of a kind.
     *
     * @param kind any but {@link EngineKind#AUTO}
     * @param clock dates the samples
     */
    static InferenceEngine of(EngineKind kind, InstantSource clock) {
        return switch (kind) {
            case AUTO -> throw new IllegalArgumentException("engine: kind: AUTO (expected: a kind that was found out)");
            case VLLM -> new VllmEngine(clock);
            case SGLANG -> new SglangEngine(clock);
            case LLAMA_CPP -> new LlamaCppEngine(clock);
            case OPENAI -> new OpenAiEngine(clock);
        };
    }
}
