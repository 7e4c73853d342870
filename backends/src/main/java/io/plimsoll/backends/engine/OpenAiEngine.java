package io.plimsoll.backends.engine;

import io.plimsoll.backends.engine.EngineCapabilities.CachedTokens;
import io.plimsoll.backends.engine.EngineCapabilities.UnknownModel;
import io.plimsoll.backends.probe.LoadSample;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Any server with the OpenAI API: the list of models is all that is asked of it. A server without one (404, 405) is taken to
 * serve whatever it is asked for.
 */
final class OpenAiEngine implements InferenceEngine {

    private static final EngineCapabilities CAPABILITIES =
            new EngineCapabilities(true, false, CachedTokens.UNKNOWN, UnknownModel.REFUSED, true);

    private final InstantSource clock;

    OpenAiEngine(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public EngineKind kind() {
        return EngineKind.OPENAI;
    }

    /** The list of models may cost a paid service's rate limit. */
    @Override
    public Duration shortestProbeInterval() {
        return Duration.ofSeconds(5);
    }

    @Override
    public Future<Boolean> recognises(EngineProbe http) {
        return models(http).map(models -> true).otherwise(false);
    }

    @Override
    public Future<EngineFacts> discover(EngineProbe http) {
        return models(http)
                .map(models -> new EngineFacts(
                        null,
                        models.models(entry ->
                                ModelsPage.positiveInt(entry, "max_model_len", "context_length", "max_input_tokens")),
                        null,
                        null,
                        CAPABILITIES));
    }

    private static Future<ModelsPage> models(EngineProbe http) {
        return http.get("/v1/models").map(answer -> switch (answer.status()) {
            case 404, 405 -> new ModelsPage(List.of());
            default -> ModelsPage.of(answer);
        });
    }

    @Override
    public Future<LoadSample> probe(EngineProbe http, EngineFacts facts, @Nullable LoadSample previous) {
        return models(http).map(alive -> new LoadSample.Unmetered(clock.instant()));
    }

    @Override
    public Future<Integer> countTokens(EngineProbe http, CountRequest request) {
        return Future.failedFuture(new UnsupportedOperationException(
                "OpenAI-compatible server: count of tokens (expected: no such question)"));
    }
}
