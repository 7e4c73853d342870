package io.plimsoll.backends.engine;

import io.plimsoll.backends.engine.EngineCapabilities.CachedTokens;
import io.plimsoll.backends.engine.EngineCapabilities.UnknownModel;
import io.plimsoll.backends.engine.EngineProbe.Answer;
import io.plimsoll.backends.probe.LoadSample;
import io.plimsoll.backends.probe.LoadSample.PrefixCounters;
import io.plimsoll.backends.probe.PrometheusText;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * SGLang. Metrics need {@code --enable-metrics}; their prefix was {@code sglang_} in 0.5.4 and is {@code sglang:} else
 * (python/sglang/srt/metrics/collector.py).
 */
final class SglangEngine implements InferenceEngine {

    private static final EngineCapabilities CAPABILITIES =
            new EngineCapabilities(true, true, CachedTokens.WHEN_ENABLED, UnknownModel.ANSWERED, true);

    private final InstantSource clock;

    SglangEngine(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public EngineKind kind() {
        return EngineKind.SGLANG;
    }

    @Override
    public Future<Boolean> recognises(EngineProbe http) {
        return http.get("/get_model_info")
                .map(info -> info.ok() && info.json().path("model_path").isString())
                .otherwise(false)
                .compose(info -> info ? Future.succeededFuture(true) : hasMetrics(http));
    }

    private static Future<Boolean> hasMetrics(EngineProbe http) {
        return http.get("/metrics")
                .map(page -> page.ok() && isSglang(PrometheusText.parse(page.text())))
                .otherwise(false);
    }

    @Override
    public Future<EngineFacts> discover(EngineProbe http) {
        var models = ModelsPage.of(http);
        var server = serverInfo(http);
        var metrics = http.get("/metrics")
                .map(page -> PrometheusText.parse(page.ok() ? page.text() : ""))
                .otherwise(PrometheusText.parse(""));
        return Future.join(models, server, metrics)
                .map(all -> new EngineFacts(
                        server.result().path("version").asString(null),
                        models.result().models(entry -> window(entry, server.result())),
                        pool(metrics.result(), server.result()),
                        ModelsPage.positiveInt(server.result(), "max_running_requests"),
                        CAPABILITIES));
    }

    private static @Nullable Integer window(JsonNode model, JsonNode server) {
        var window = ModelsPage.positiveInt(model, "max_model_len");
        return window != null ? window : ModelsPage.positiveInt(server, "context_length");
    }

    /** {@code /server_info}, or its older name; an empty object where neither answers. */
    private static Future<JsonNode> serverInfo(EngineProbe http) {
        return object(http, "/server_info")
                .recover(absent -> object(http, "/get_server_info"))
                .otherwise(JsonNodeFactory.instance.objectNode());
    }

    private static Future<JsonNode> object(EngineProbe http, String path) {
        return http.get(path).map(Answer::requireOk).map(Answer::json);
    }

    /** Page size and count are gauges since 0.5.11 and were labels of {@code cache_config_info} before. */
    static @Nullable KvPool pool(PrometheusText all, JsonNode server) {
        var metrics = oneRankPerReplica(all);
        var config = Stream.of("sglang:cache_config_info", "sglang_cache_config_info")
                .flatMap(name -> metrics.samples(name).stream())
                .toList();
        int page = (int) max(metrics, "page_size")
                .orElseGet(() -> config.stream()
                        .mapToDouble(rank -> number(rank.labels().get("page_size")))
                        .max()
                        .orElse(server.path("page_size").asInt(1)));
        double pages = sum(metrics, "num_pages")
                .orElseGet(() -> config.stream()
                        .mapToDouble(rank -> number(rank.labels().get("num_pages")))
                        .sum());
        double tokens = sum(metrics, "max_total_num_tokens")
                .orElse(
                        pages > 0
                                ? pages * page
                                : server.path("max_total_num_tokens").asLong(0));
        return tokens < 1 ? null : new KvPool((long) tokens, Math.max(1, page));
    }

    @Override
    public Future<LoadSample> probe(EngineProbe http, EngineFacts facts, @Nullable LoadSample previous) {
        return http.get("/metrics")
                .compose(page -> isSglang(PrometheusText.parse(page.ok() ? page.text() : ""))
                        ? Future.succeededFuture(read(PrometheusText.parse(page.text()), previous))
                        : http.get("/health")
                                .map(Answer::requireOk)
                                .map(alive -> new LoadSample.Unmetered(clock.instant())));
    }

    LoadSample read(PrometheusText all, @Nullable LoadSample previous) {
        var metrics = oneRankPerReplica(all);
        int waiting = (int) sum(metrics, "num_queue_reqs").orElse(0);
        double kvUsage = max(metrics, "token_usage").orElse(Double.NaN);
        long retractions = (long) sum(metrics, "num_retracted_requests_total").orElse(0);
        return new LoadSample.Measured(
                clock.instant(),
                (int) sum(metrics, "num_running_reqs").orElse(0),
                waiting,
                kvUsage,
                new PrefixCounters((long) sum(metrics, "prompt_tokens_total").orElse(0), (long)
                        sum(metrics, "cached_tokens_total").orElse(0)),
                retractions,
                Saturation.of(waiting, kvUsage, Saturation.preempted(retractions, previous)));
    }

    /** SGLang tokenises prompts only, so the frame that its chat template adds cannot be counted. */
    @Override
    public Future<Integer> countTokens(EngineProbe http, CountRequest request) {
        return switch (request) {
            case CountRequest.Chat chat ->
                Future.failedFuture(new UnsupportedOperationException(
                        "SGLang: count of messages (expected: a prompt, which is all that /tokenize takes)"));
            case CountRequest.Text text ->
                http.post("/tokenize", CountBody.prompt(text))
                        .map(answer -> answer.requireOk().as(Tokenized.class).count());
        };
    }

    private static boolean isSglang(PrometheusText metrics) {
        return metrics.hasPrefix("sglang:") || metrics.hasPrefix("sglang_");
    }

    /** With metrics of all schedulers on, each tensor- and pipeline-parallel rank repeats what its replica holds. */
    private static PrometheusText oneRankPerReplica(PrometheusText metrics) {
        return metrics.only(sample -> "0".equals(sample.labels().getOrDefault("tp_rank", "0"))
                && "0".equals(sample.labels().getOrDefault("pp_rank", "0")));
    }

    private static OptionalDouble sum(PrometheusText metrics, String name) {
        return metrics.sum("sglang:" + name, "sglang_" + name);
    }

    private static OptionalDouble max(PrometheusText metrics, String name) {
        return metrics.max("sglang:" + name, "sglang_" + name);
    }

    private static double number(@Nullable String label) {
        return label != null && label.matches("\\d{1,15}") ? Double.parseDouble(label) : 0;
    }

    private record Tokenized(int count) {}
}
