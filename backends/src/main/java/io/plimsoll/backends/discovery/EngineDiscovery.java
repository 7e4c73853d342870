package io.plimsoll.backends.discovery;

import io.plimsoll.backends.engine.EngineKind;
import io.plimsoll.backends.engine.EngineNotReadyException;
import io.plimsoll.backends.engine.EngineProbe;
import io.plimsoll.backends.engine.InferenceEngine;
import io.plimsoll.backends.resilience.BackendFailure;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.List;

/** Finds out which engine a server is and what it says about itself. Thread-safe; holds no state. */
public final class EngineDiscovery {

    /** The most telling marks first: llama.cpp names itself in a header, anything at all passes for an OpenAI server. */
    private static final List<EngineKind> ORDER =
            List.of(EngineKind.LLAMA_CPP, EngineKind.SGLANG, EngineKind.VLLM, EngineKind.OPENAI);

    private final InstantSource clock;

    /** @param clock dates what engines read */
    public EngineDiscovery(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Asks the server. Never fails, and ends within a few of the probe's time limits.
     *
     * @param http reaches the server
     * @param kind what to expect, or {@link EngineKind#AUTO}
     */
    public Future<Discovery> discover(EngineProbe http, EngineKind kind) {
        return engine(http, kind)
                .compose(engine -> engine.discover(http).<Discovery>map(facts -> new Discovery.Found(engine, facts)))
                .otherwise(EngineDiscovery::outcome);
    }

    private Future<InferenceEngine> engine(EngineProbe http, EngineKind kind) {
        if (kind != EngineKind.AUTO) {
            return Future.succeededFuture(InferenceEngine.of(kind, clock));
        }
        // One plain request first: a server that is not there or not ready must not pass for an unknown kind.
        return http.get("/v1/models").compose(answer -> {
            if (answer.status() != 404 && answer.status() != 405) {
                answer.requireOk();
            }
            return recognise(http);
        });
    }

    private Future<InferenceEngine> recognise(EngineProbe http) {
        var engines =
                ORDER.stream().map(kind -> InferenceEngine.of(kind, clock)).toList();
        var verdicts = engines.stream().map(engine -> engine.recognises(http)).toList();
        return Future.join(verdicts).map(all -> {
            for (int i = 0; i < engines.size() - 1; i++) {
                if (verdicts.get(i).result()) {
                    return engines.get(i);
                }
            }
            return engines.getLast();
        });
    }

    private static Discovery outcome(Throwable failure) {
        return failure instanceof EngineNotReadyException notReady
                ? new Discovery.NotReady(String.valueOf(notReady.getMessage()))
                : new Discovery.Failed(BackendFailure.of(failure), String.valueOf(failure.getMessage()));
    }
}
