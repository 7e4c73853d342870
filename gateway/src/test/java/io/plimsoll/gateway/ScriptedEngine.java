package io.plimsoll.gateway;

import io.plimsoll.gateway.http.FakeBackend;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An engine that presents itself as vLLM with the model {@value #MODEL}, answers prompts as a test scripts it, and keeps
 * them as they came. Thread-safe.
 */
public final class ScriptedEngine implements AutoCloseable {

    public static final String MODEL = "m";

    /** What the engine says until told otherwise. */
    public static final String ANSWER =
            "{\"id\":\"c1\",\"object\":\"chat.completion\",\"model\":\"m\",\"choices\":[{\"index\":0,"
                    + "\"message\":{\"role\":\"assistant\",\"content\":\"ok\"},\"finish_reason\":\"stop\"}]}";

    private static final String MODELS =
            "{\"object\":\"list\",\"data\":[{\"id\":\"m\",\"object\":\"model\",\"owned_by\":\"vllm\","
                    + "\"max_model_len\":%d}]}";

    private final FakeBackend backend = FakeBackend.start();
    private final List<FakeBackend.Exchange> prompts = new CopyOnWriteArrayList<>();
    private final int window;
    private final int blocks;
    private volatile boolean probesFail;
    private volatile int waiting;
    private volatile FakeBackend.Script script = exchange -> exchange.answer(200, "application/json", ANSWER);

    private ScriptedEngine(int window, int blocks) {
        this.window = window;
        this.blocks = blocks;
        backend.script(this::serve);
    }

    /** An engine with a window of 128k and room for many sessions. */
    public static ScriptedEngine start() {
        return new ScriptedEngine(1 << 17, 100_000);
    }

    /** An engine with another window, in tokens. */
    public static ScriptedEngine withWindow(int window) {
        return new ScriptedEngine(window, 100_000);
    }

    /** An engine whose KV pool has so many tokens. */
    public static ScriptedEngine withPool(int tokens) {
        return new ScriptedEngine(tokens, tokens / 16);
    }

    /** What is done with every prompt from now on. */
    public ScriptedEngine script(FakeBackend.Script newScript) {
        script = newScript;
        return this;
    }

    /** Whether health checks and scrapes are answered 500 from now on. */
    public void failProbes(boolean fail) {
        probesFail = fail;
    }

    /** How many requests it says are in its queue from now on. */
    public void waiting(int requests) {
        waiting = requests;
    }

    public int port() {
        return backend.port();
    }

    /** How many prompts came so far. */
    public int promptCount() {
        return prompts.size();
    }

    /** The prompt with this number, the first being 0; its answer must have been read, at least in part. */
    public FakeBackend.Exchange prompt(int number) {
        return prompts.get(number);
    }

    /** The newest prompt. */
    public FakeBackend.Exchange lastPrompt() {
        return prompts.getLast();
    }

    /** What the newest prompt held. */
    public SentPrompt lastSent() {
        return SentPrompt.of(lastPrompt());
    }

    /** An answer as an event stream: two chunks of text, usage in a chunk of its own, the end mark. */
    public static void stream(FakeBackend.Exchange exchange) throws IOException {
        exchange.startStream();
        exchange.chunk(CONTENT_CHUNK);
        exchange.chunk(CONTENT_CHUNK);
        exchange.chunk(USAGE_CHUNK);
        exchange.chunk("data: [DONE]\n\n");
        exchange.endStream();
    }

    public static final String CONTENT_CHUNK =
            "data: {\"id\":\"c1\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"hi\"}}]}\n\n";
    public static final String USAGE_CHUNK =
            "data: {\"id\":\"c1\",\"choices\":[],\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":2,\"total_tokens\":12}}\n\n";

    @Override
    public void close() {
        backend.close();
    }

    private void serve(FakeBackend.Exchange exchange) throws IOException, InterruptedException {
        String line = exchange.requestLine();
        if (line.startsWith("POST ")) {
            prompts.add(exchange);
            script.run(exchange);
        } else if (probesFail) {
            exchange.answer(500, "text/plain", "no");
        } else if (line.startsWith("GET /v1/models")) {
            exchange.answer(200, "application/json", MODELS.formatted(window));
        } else if (line.startsWith("GET /version")) {
            exchange.answer(200, "application/json", "{\"version\":\"0.32.0\"}");
        } else if (line.startsWith("GET /metrics")) {
            exchange.answer(
                    200,
                    "text/plain",
                    "vllm:cache_config_info{block_size=\"16\",num_gpu_blocks=\"" + blocks + "\"} 1.0\n"
                            + "vllm:num_requests_running 0\nvllm:num_requests_waiting " + waiting
                            + "\nvllm:kv_cache_usage_perc 0\n");
        } else {
            exchange.answer(200, "text/plain", "");
        }
    }
}
