package io.plimsoll.backends;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A loopback server that answers {@code METHOD /path} with cassettes and anything else with 404. What it does can be changed
 * while it runs. Thread-safe.
 */
public final class FakeEngine implements AutoCloseable {

    private final HttpServer server;
    private final Map<String, Cassette> answers = new ConcurrentHashMap<>();
    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final List<String> silent = new CopyOnWriteArrayList<>();
    private volatile @Nullable Cassette toEverything;

    /** A request that came in. */
    public record Seen(String call, @Nullable String authorization, String body) {}

    private FakeEngine(Vertx vertx, int port) {
        this.server = await(vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> answer(request, body)))
                .listen(port, "127.0.0.1"));
    }

    /** On any free port. */
    public static FakeEngine start(Vertx vertx, Map<String, Cassette> answers) {
        return start(vertx, 0, answers);
    }

    /** On that port, 0 for any. */
    public static FakeEngine start(Vertx vertx, int port, Map<String, Cassette> answers) {
        var engine = new FakeEngine(vertx, port);
        engine.answers.putAll(answers);
        return engine;
    }

    /** The future's result, waited for. */
    public static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException cause
                    ? cause
                    : new IllegalStateException(failed.getCause());
        } catch (InterruptedException | TimeoutException late) {
            throw new IllegalStateException(late);
        }
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.actualPort());
    }

    public int port() {
        return server.actualPort();
    }

    /** Answers the call so from now on. */
    public FakeEngine answer(String call, Cassette answer) {
        answers.put(call, answer);
        return this;
    }

    /** Answers everything so, until given {@code null}. */
    public void answerEverything(@Nullable Cassette answer) {
        toEverything = answer;
    }

    /** Takes these calls and never answers, {@code *} for all. */
    public void silence(String... calls) {
        silent.addAll(List.of(calls));
    }

    public void speak() {
        silent.clear();
    }

    public List<Seen> seen() {
        return List.copyOf(seen);
    }

    @Override
    public void close() {
        await(server.close());
    }

    private void answer(HttpServerRequest request, Buffer body) {
        var call = request.method() + " " + request.path();
        seen.add(new Seen(call, request.getHeader("Authorization"), body.toString()));
        if (silent.contains(call) || silent.contains("*")) {
            return;
        }
        var everything = toEverything;
        var answer = everything != null
                ? everything
                : answers.getOrDefault(call, Cassette.written(404, "{\"detail\":\"Not Found\"}"));
        var response = request.response().setStatusCode(answer.status());
        answer.headers().forEach(response::putHeader);
        response.end(Buffer.buffer(answer.body()));
    }
}
