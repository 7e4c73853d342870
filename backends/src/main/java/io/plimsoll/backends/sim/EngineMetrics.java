package io.plimsoll.backends.sim;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The engine's own figures, under the names and in the buckets of vLLM (vllm/v1/metrics/loggers.py). All times are
 * simulated seconds. Belongs to one event loop.
 */
final class EngineMetrics {

    private static final double[] TOKEN_BOUNDS = {
        1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000, 200_000
    };
    private static final double[] REQUEST_BOUNDS = {
        0.3, 0.5, 0.8, 1, 1.5, 2, 2.5, 5, 10, 15, 20, 30, 40, 50, 60, 120, 240, 480, 960, 1920, 7680
    };

    private final Map<Long, Times> live = new HashMap<>();
    private final Map<String, Long> finished = new LinkedHashMap<>();
    private final Histogram firstToken = new Histogram(
            0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 20, 40, 80, 160, 640,
            2560);
    private final Histogram interToken = new Histogram(
            0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 20, 40, 80);
    private final Histogram queue = new Histogram(REQUEST_BOUNDS);
    private final Histogram whole = new Histogram(REQUEST_BOUNDS);
    private final Histogram promptTokens = new Histogram(TOKEN_BOUNDS);
    private final Histogram generatedTokens = new Histogram(TOKEN_BOUNDS);
    private long rejected;

    private static final class Times {
        private final double sentAt;
        private final int promptTokens;
        private final int outputTokens;
        private boolean admitted;
        private double lastToken;

        Times(double sentAt, int promptTokens, int outputTokens) {
            this.sentAt = sentAt;
            this.promptTokens = promptTokens;
            this.outputTokens = outputTokens;
        }
    }

    EngineMetrics() {
        // The engine never aborts by its own count: vLLM leaves that at 0 even when clients go away.
        for (var reason : List.of("stop", "length", "abort", "error", "repetition")) {
            finished.put(reason, 0L);
        }
    }

    void submitted(long id, double time, int prompt, int output) {
        live.put(id, new Times(time, prompt, output));
    }

    void admitted(long id, double time, int hitTokens) {
        var times = times(id);
        if (!times.admitted) {
            times.admitted = true;
            queue.add(time - times.sentAt, 1);
        }
    }

    void firstToken(long id, double time) {
        var times = times(id);
        times.lastToken = time;
        firstToken.add(time - times.sentAt, 1);
    }

    void decoded(long id, int tokens, double start, double end) {
        var times = times(id);
        interToken.add((end - times.lastToken) / tokens, tokens);
        times.lastToken = end;
    }

    void ended(long id, double time) {
        var times = times(id);
        live.remove(id);
        whole.add(time - times.sentAt, 1);
        promptTokens.add(times.promptTokens, 1);
        generatedTokens.add(times.outputTokens, 1);
    }

    /** Counts an answer by why it ended. */
    void finished(String reason) {
        finished.merge(reason, 1L, Long::sum);
    }

    void forget(long id) {
        live.remove(id);
    }

    void rejected() {
        rejected++;
    }

    String page(ReplicaSimulation<?> simulation, ReplicaSpec.Pool pool, String model, double startedAt) {
        var page = new MetricsPage(model, startedAt);
        gauges(page, simulation, pool);
        counters(page, simulation.statistics());
        firstToken.writeTo(page, "time_to_first_token_seconds", "Histogram of time to first token in seconds.");
        interToken.writeTo(page, "inter_token_latency_seconds", "Histogram of inter-token latency in seconds.");
        queue.writeTo(page, "request_queue_time_seconds", "Histogram of time spent in WAITING phase for request.");
        whole.writeTo(page, "e2e_request_latency_seconds", "Histogram of e2e request latency in seconds.");
        promptTokens.writeTo(page, "request_prompt_tokens", "Number of prefill tokens processed.");
        generatedTokens.writeTo(page, "request_generation_tokens", "Number of generation tokens processed.");
        return page.toString();
    }

    private static void gauges(MetricsPage page, ReplicaSimulation<?> simulation, ReplicaSpec.Pool pool) {
        page.gauge("num_requests_running", "Number of requests in model execution batches.", simulation.running());
        page.gauge("num_requests_waiting", "Number of requests waiting to be processed.", simulation.waiting());
        page.describe("num_requests_waiting_by_reason", "gauge", "Number of waiting requests by reason.");
        page.sample("num_requests_waiting_by_reason", "reason=\"capacity\"", simulation.waiting());
        page.sample("num_requests_waiting_by_reason", "reason=\"deferred\"", 0);
        page.describe("engine_sleep_state", "gauge", "Engine sleep state; awake = 1 means engine is awake.");
        page.sample("engine_sleep_state", "sleep_state=\"awake\"", 1);
        page.gauge(
                "kv_cache_usage_perc",
                "KV-cache usage. 1 means 100 percent usage.",
                (double) simulation.usedTokens() / simulation.capacityTokens());
        page.describe("cache_config_info", "gauge", "Information of the LLMEngine CacheConfig");
        page.sample(
                "cache_config_info",
                "block_size=\"%d\",cache_dtype=\"auto\",enable_prefix_caching=\"True\",kv_cache_size_tokens=\"%d\",num_gpu_blocks=\"%d\""
                        .formatted(pool.blockTokens(), pool.blocks() * pool.blockTokens(), pool.blocks()),
                1);
    }

    private void counters(MetricsPage page, SimulationStatistics statistics) {
        var tokens = statistics.tokens();
        page.counter(
                "prefix_cache_queries", "Prefix cache queries, in terms of number of queried tokens.", tokens.prompt());
        page.counter("prefix_cache_hits", "Prefix cache hits, in terms of number of cached tokens.", tokens.hit());
        page.counter(
                "num_preemptions",
                "Cumulative number of preemption from the engine.",
                statistics.requests().preemptions());
        page.counter("prompt_tokens", "Number of prefill tokens processed.", tokens.prompt());
        page.counter("prompt_tokens_cached", "Number of cached prompt tokens (local + external).", tokens.hit());
        page.counter("generation_tokens", "Number of generation tokens processed.", tokens.generated());
        var help = "Count of successfully processed requests.";
        page.describe("request_success_total", "counter", help);
        finished.forEach((reason, count) -> page.sample("request_success_total", reasonLabel(reason), count));
        page.describe("request_success_created", "gauge", help);
        finished.keySet().forEach(reason -> page.created("request_success", reasonLabel(reason)));
        page.describe(
                "admission_rejections_total",
                "counter",
                "Number of admission attempts rejected by a queue limit, by reason.");
        page.sample("admission_rejections_total", "reason=\"max_num_queued_reqs\"", rejected);
    }

    private static String reasonLabel(String reason) {
        return "finished_reason=\"" + reason + '"';
    }

    private Times times(long id) {
        var times = live.get(id);
        if (times == null) {
            throw new IllegalStateException("request " + id + " was not submitted");
        }
        return times;
    }
}
