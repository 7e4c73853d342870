package io.plimsoll.backends.engine;

import io.plimsoll.backends.engine.EngineCapabilities.CachedTokens;
import io.plimsoll.backends.engine.EngineCapabilities.UnknownModel;
import io.plimsoll.backends.engine.EngineProbe.Answer;
import io.plimsoll.backends.probe.LoadSample;
import io.plimsoll.backends.probe.LoadSample.PrefixCounters;
import io.plimsoll.backends.probe.PrometheusText;
import io.vertx.core.Future;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * vLLM, and what speaks as vLLM does. Metrics as of 0.32, with the names of the V0 engine beside them where they differ
 * (vllm/v1/metrics/loggers.py).
 */
final class VllmEngine implements InferenceEngine {

    private static final EngineCapabilities CAPABILITIES =
            new EngineCapabilities(true, true, CachedTokens.WHEN_ENABLED, UnknownModel.REFUSED, true);

    private final InstantSource clock;

    VllmEngine(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public EngineKind kind() {
        return EngineKind.VLLM;
    }

    @Override
    public Future<Boolean> recognises(EngineProbe http) {
        var owner = ModelsPage.of(http).map(models -> models.isOwnedBy("vllm")).otherwise(false);
        return owner.compose(vllm -> vllm ? Future.succeededFuture(true) : hasVersionAndMetrics(http));
    }

    private static Future<Boolean> hasVersionAndMetrics(EngineProbe http) {
        var version = version(http);
        return http.get("/metrics")
                .map(page -> page.ok() && PrometheusText.parse(page.text()).hasPrefix("vllm:"))
                .otherwise(false)
                .compose(metrics -> version.map(known -> metrics && known.text() != null));
    }

    @Override
    public Future<EngineFacts> discover(EngineProbe http) {
        var models = ModelsPage.of(http);
        var version = version(http);
        var pool = http.get("/metrics")
                .map(page -> page.ok() ? new PoolPage(pool(PrometheusText.parse(page.text()))) : PoolPage.NONE)
                .otherwise(PoolPage.NONE);
        return Future.join(models, version, pool)
                .map(all -> new EngineFacts(
                        version.result().text(),
                        models.result().models(entry -> ModelsPage.positiveInt(entry, "max_model_len")),
                        pool.result().pool(),
                        null,
                        CAPABILITIES));
    }

    /**
     * The pool of all data-parallel ranks. vLLM keeps block 0 as its null block and counts it, in
     * {@code kv_cache_size_tokens} too.
     */
    static @Nullable KvPool pool(PrometheusText metrics) {
        long tokens = 0;
        int blockTokens = 0;
        for (var rank : metrics.samples("vllm:cache_config_info")) {
            int block = (int) number(rank.labels().get("block_size"));
            long size = number(rank.labels().get("kv_cache_size_tokens"));
            long whole = size > 0 ? size : number(rank.labels().get("num_gpu_blocks")) * block;
            if (block > 0 && whole > block) {
                tokens += whole - block;
                blockTokens = block;
            }
        }
        return tokens == 0 ? null : new KvPool(tokens, blockTokens);
    }

    @Override
    public Future<LoadSample> probe(EngineProbe http, EngineFacts facts, @Nullable LoadSample previous) {
        return http.get("/metrics")
                .map(Answer::requireOk)
                .map(page -> read(PrometheusText.parse(page.text()), previous));
    }

    LoadSample read(PrometheusText metrics, @Nullable LoadSample previous) {
        if (!metrics.hasPrefix("vllm:")) {
            return new LoadSample.Unmetered(clock.instant());
        }
        int waiting = (int) metrics.sum("vllm:num_requests_waiting").orElse(0);
        double kvUsage = metrics.max("vllm:kv_cache_usage_perc", "vllm:gpu_cache_usage_perc")
                .orElse(Double.NaN);
        long preemptions = counter(metrics, "vllm:num_preemptions");
        return new LoadSample.Measured(
                clock.instant(),
                (int) metrics.sum("vllm:num_requests_running").orElse(0),
                waiting,
                kvUsage,
                new PrefixCounters(
                        counter(metrics, "vllm:prefix_cache_queries"), counter(metrics, "vllm:prefix_cache_hits")),
                preemptions,
                Saturation.of(waiting, kvUsage, Saturation.preempted(preemptions, previous)));
    }

    @Override
    public Future<Integer> countTokens(EngineProbe http, CountRequest request) {
        var body = switch (request) {
            case CountRequest.Chat chat -> CountBody.chat(chat);
            case CountRequest.Text text -> CountBody.prompt(text);
        };
        return http.post("/tokenize", body)
                .map(answer -> answer.requireOk().as(Tokenized.class).count());
    }

    private static Future<Version> version(EngineProbe http) {
        return http.get("/version")
                .map(answer ->
                        new Version(answer.ok() ? answer.json().path("version").asString(null) : null))
                .otherwise(new Version(null));
    }

    /** Newer builds append {@code _total}; very old ones did not. */
    private static long counter(PrometheusText metrics, String name) {
        return (long) metrics.sum(name + "_total", name).orElse(0);
    }

    /** Labels of an info metric are text, {@code None} for what is not set. */
    private static long number(@Nullable String label) {
        return label != null && label.matches("\\d{1,18}") ? Long.parseLong(label) : 0;
    }

    private record Tokenized(int count) {}

    private record Version(@Nullable String text) {}

    private record PoolPage(@Nullable KvPool pool) {
        static final PoolPage NONE = new PoolPage(null);
    }
}
