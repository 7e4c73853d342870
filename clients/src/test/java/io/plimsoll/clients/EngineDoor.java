package io.plimsoll.clients;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What a gateway sees of an engine: some of its paths, and now and then a refusal that a test has scripted. All else passes to
 * the engine and back, and a client that leaves takes its request along. Thread-safe.
 */
final class EngineDoor {

    /**
     * What the engine answers a prompt in place of an answer.
     *
     * @param body JSON
     */
    record Refusal(int status, Map<String, String> headers, String body) {}

    private final HttpClientAgent client;
    private final int enginePort;
    private final EngineKind kind;
    private final Queue<Refusal> refusals = new ConcurrentLinkedQueue<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    private EngineDoor(HttpClientAgent client, int enginePort, EngineKind kind) {
        this.client = client;
        this.enginePort = enginePort;
        this.kind = kind;
    }

    /** A door and the port that it is on. */
    record Open(EngineDoor door, int port) {}

    static Future<Open> open(Vertx vertx, int enginePort, EngineKind kind) {
        var door = new EngineDoor(vertx.createHttpClient(), enginePort, kind);
        return vertx.createHttpServer()
                .requestHandler(door::handle)
                .listen(0, "127.0.0.1")
                .map(HttpServer::actualPort)
                .map(port -> new Open(door, port));
    }

    /** The paths of all prompts that came, in order. */
    List<String> asked() {
        return asked;
    }

    /** Refuses the next prompt. */
    void refuse(Refusal refusal) {
        refusals.add(refusal);
    }

    private void handle(HttpServerRequest request) {
        if (request.method().equals(HttpMethod.POST)) {
            String path = Objects.requireNonNull(request.path());
            asked.add(path);
            if (!kind.speaks(path)) {
                answer(request, new Refusal(404, Map.of(), "{\"detail\":\"Not Found\"}"));
                return;
            }
            Refusal refusal = refusals.poll();
            if (refusal != null) {
                answer(request, refusal);
                return;
            }
        }
        forward(request);
    }

    private static void answer(HttpServerRequest request, Refusal refusal) {
        HttpServerResponse response = request.response().setStatusCode(refusal.status());
        refusal.headers().forEach(response::putHeader);
        request.body()
                .onSuccess(body ->
                        response.putHeader("content-type", "application/json").end(refusal.body()));
    }

    private void forward(HttpServerRequest request) {
        request.body()
                .compose(body -> client.request(request.method(), enginePort, "127.0.0.1", request.uri())
                        .compose(engine -> send(request, engine, body)))
                .onSuccess(answer -> relay(answer, request.response()))
                .onFailure(broken -> request.connection().close());
    }

    private static Future<HttpClientResponse> send(HttpServerRequest request, HttpClientRequest engine, Buffer body) {
        request.response().closeHandler(gone -> engine.connection().close());
        if (request.method().equals(HttpMethod.POST)) {
            engine.putHeader("content-type", "application/json");
        }
        return engine.send(body);
    }

    private static void relay(HttpClientResponse answer, HttpServerResponse response) {
        response.setStatusCode(answer.statusCode()).setChunked(true);
        response.putHeader("content-type", answer.getHeader("content-type"));
        answer.handler(bytes -> {
            if (!response.closed()) {
                response.write(bytes);
            }
        });
        answer.endHandler(end -> response.end());
        answer.exceptionHandler(broken -> response.reset());
    }
}
