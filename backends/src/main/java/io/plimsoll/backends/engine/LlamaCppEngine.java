package io.plimsoll.backends.engine;

import io.plimsoll.backends.engine.EngineCapabilities.CachedTokens;
import io.plimsoll.backends.engine.EngineCapabilities.UnknownModel;
import io.plimsoll.backends.engine.EngineProbe.Answer;
import io.plimsoll.backends.probe.LoadSample;
import io.plimsoll.backends.probe.LoadSample.PrefixCounters;
import io.plimsoll.backends.probe.PrometheusText;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * llama.cpp's own server. Its inference loop answers {@code /metrics} and {@code /slots} between two steps, which shapes
 * two rules here: a scrape that times out while {@code /health} answers means busy, and scrapes keep two seconds apart,
 * since each one restarts the second of silence after which the server looks whether the client of a request that does not
 * stream has gone (tools/server/server-queue.cpp).
 */
final class LlamaCppEngine implements InferenceEngine {

    private static final EngineCapabilities CAPABILITIES =
            new EngineCapabilities(true, true, CachedTokens.ALWAYS, UnknownModel.ANSWERED, false);

    private final InstantSource clock;

    LlamaCppEngine(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public EngineKind kind() {
        return EngineKind.LLAMA_CPP;
    }

    @Override
    public Duration shortestProbeInterval() {
        return Duration.ofSeconds(2);
    }

    @Override
    public Future<Boolean> recognises(EngineProbe http) {
        return http.get("/v1/models")
                .map(answer -> "llama.cpp".equals(answer.server())
                        || ModelsPage.of(answer).isOwnedBy("llamacpp"))
                .otherwise(false)
                .compose(known -> known ? Future.succeededFuture(true) : hasProps(http));
    }

    private static Future<Boolean> hasProps(EngineProbe http) {
        return http.get("/props")
                .map(answer -> answer.ok()
                        && answer.json().path("default_generation_settings").isObject())
                .otherwise(false);
    }

    /**
     * {@inheritDoc}
     *
     * <p>The pool is a slot's window times the slots. With {@code --kv-unified} a slot's window is the whole pool, which no
     * answer tells apart: there the operator has to say what the pool is.
     */
    @Override
    public Future<EngineFacts> discover(EngineProbe http) {
        var models = ModelsPage.of(http);
        var props = http.get("/props")
                .map(answer -> new Props(answer.ok() ? answer.json() : null))
                .otherwise(Props.NONE);
        return Future.join(models, props).map(all -> facts(models.result(), props.result()));
    }

    private static EngineFacts facts(ModelsPage page, Props props) {
        var models = page.models(entry -> {
            var window = ModelsPage.positiveInt(entry.path("meta"), "n_ctx");
            return window != null ? window : props.slotTokens();
        });
        var window = models.isEmpty() ? props.slotTokens() : models.getFirst().windowTokens();
        var slots = props.slots();
        var pool = window == null || slots == null ? null : new KvPool((long) window * slots, 1);
        return new EngineFacts(props.version(), models, pool, slots, CAPABILITIES);
    }

    @Override
    public Future<LoadSample> probe(EngineProbe http, EngineFacts facts, @Nullable LoadSample previous) {
        return http.get("/metrics")
                .compose(page -> switch (page.status()) {
                    case 404, 501 -> slots(http);
                    default ->
                        Future.succeededFuture(
                                read(PrometheusText.parse(page.requireOk().text()), facts));
                })
                .recover(failure ->
                        failure instanceof TimeoutException ? busyIfAlive(http) : Future.failedFuture(failure));
    }

    /** {@code /health} is answered by the HTTP threads, whatever the inference loop does. */
    private Future<LoadSample> busyIfAlive(EngineProbe http) {
        return http.get("/health").map(Answer::requireOk).map(alive -> new LoadSample.Busy(clock.instant()));
    }

    LoadSample read(PrometheusText metrics, EngineFacts facts) {
        int running = (int) metrics.sum("llamacpp:requests_processing").orElse(0);
        int waiting = (int) metrics.sum("llamacpp:requests_deferred").orElse(0);
        long prefilled = (long) metrics.sum("llamacpp:prompt_tokens_total").orElse(0);
        long cached = (long) metrics.sum("llamacpp:prompt_tokens_cached_total").orElse(0);
        var prefix = new PrefixCounters(prefilled + cached, cached);
        return sample(running, waiting, prefix, facts.slots());
    }

    /** The load of a server that was started without {@code --metrics}. */
    private Future<LoadSample> slots(EngineProbe http) {
        return http.get("/slots")
                .compose(page -> page.ok()
                        ? Future.succeededFuture(read(page.json()))
                        : http.get("/health")
                                .map(Answer::requireOk)
                                .map(alive -> new LoadSample.Unmetered(clock.instant())));
    }

    LoadSample read(JsonNode slots) {
        int busy = 0;
        for (var slot : slots) {
            busy += slot.path("is_processing").asBoolean(false) ? 1 : 0;
        }
        return sample(busy, 0, PrefixCounters.NONE, slots.size());
    }

    /**
     * Busy slots of all, and at least 1 while any request waits for one. The KV share stays unknown: an idle slot reports no
     * tokens although its cache is still there.
     */
    private LoadSample sample(int running, int waiting, PrefixCounters prefix, @Nullable Integer slots) {
        double share = slots == null || slots == 0 ? 0 : (double) running / slots;
        double pressure = waiting > 0 ? Math.max(1, share) : share;
        return new LoadSample.Measured(clock.instant(), running, waiting, Double.NaN, prefix, 0, pressure);
    }

    @Override
    public Future<Integer> countTokens(EngineProbe http, CountRequest request) {
        return switch (request) {
            case CountRequest.Chat chat ->
                http.post("/apply-template", CountBody.chat(chat))
                        .compose(answer -> count(
                                http, answer.requireOk().as(Rendered.class).prompt()));
            case CountRequest.Text text -> count(http, text.text());
        };
    }

    private static Future<Integer> count(EngineProbe http, String prompt) {
        return http.post("/tokenize", CountBody.content(prompt))
                .map(answer -> answer.requireOk().as(Tokenized.class).tokens().length);
    }

    private record Rendered(String prompt) {}

    private record Tokenized(int[] tokens) {}

    /** What {@code /props} says, where it answers. */
    private record Props(@Nullable JsonNode json) {

        static final Props NONE = new Props(null);

        @Nullable
        Integer slotTokens() {
            return json == null ? null : ModelsPage.positiveInt(json.path("default_generation_settings"), "n_ctx");
        }

        @Nullable
        Integer slots() {
            return json == null ? null : ModelsPage.positiveInt(json, "total_slots");
        }

        /** Packagers who build without git leave {@code b0-unknown}. */
        @Nullable
        String version() {
            var build = json == null ? "" : json.path("build_info").asString("");
            return build.isEmpty() || build.endsWith("unknown") ? null : build;
        }
    }
}
