package io.plimsoll.backends.sim;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The engine's HTTP side: which path means what. Everything happens on one event loop, but for reading and counting
 * prompts, which workers do.
 */
final class EngineServer extends VerticleBase {

    private static final Logger LOG = LoggerFactory.getLogger(EngineServer.class);

    private static final Surface CHAT = new ChatSurface();
    private static final Surface MESSAGES = new MessagesSurface();
    private static final Map<String, Surface> SURFACES = Map.of(
            "/v1/chat/completions",
            CHAT,
            "/v1/completions",
            new CompletionsSurface(),
            "/v1/messages",
            MESSAGES,
            "/v1/responses",
            new ResponsesSurface());

    private final SimulatedEngineOptions options;
    private final EngineMetrics metrics = new EngineMetrics();
    private final EnginePages pages;
    private final RequestMeter meter;
    private final InstantSource clock;
    private final double startedAt;
    private long requests;
    private @Nullable SimulationDriver driver;
    private volatile @Nullable HttpServer server;

    EngineServer(SimulatedEngineOptions options, InstantSource clock) {
        this.options = options;
        this.clock = clock;
        startedAt = clock.millis() / 1e3;
        meter = new RequestMeter(options.model(), options.replica().pool().blockTokens());
        pages = new EnginePages(options.model(), meter.prompts());
    }

    @Override
    public Future<?> start() {
        driver = new SimulationDriver(vertx, options.replica(), options.pace(), System::nanoTime, metrics);
        // Like uvicorn, HTTP/1.1 only: an upgrade to HTTP/2 would hide how a gateway behaves towards the real engine.
        return vertx.createHttpServer(new HttpServerOptions().setHttp2ClearTextEnabled(false))
                .requestHandler(this::handle)
                .listen(options.port(), options.host())
                .onSuccess(listening -> server = listening);
    }

    int port() {
        return Objects.requireNonNull(server, "server not started").actualPort();
    }

    Future<SimulationStatistics> statistics() {
        Promise<SimulationStatistics> promise = Promise.promise();
        context.runOnContext(now -> promise.complete(driver().simulation().statistics()));
        return promise.future();
    }

    private SimulationDriver driver() {
        return Objects.requireNonNull(driver, "engine not started");
    }

    private void handle(HttpServerRequest request) {
        request.response().putHeader("server", "uvicorn");
        if (request.method() == HttpMethod.GET) {
            get(request);
        } else if (request.method() == HttpMethod.POST) {
            post(request);
        } else {
            detail(request.response(), 405, "Method Not Allowed");
        }
    }

    private void get(HttpServerRequest request) {
        var response = request.response();
        switch (path(request)) {
            case "/health", "/ping" -> response.end();
            case "/version" -> send(response, 200, EnginePages.version());
            case "/v1/models" -> send(response, 200, pages.models((long) startedAt));
            case "/metrics" ->
                response.putHeader("content-type", "text/plain; version=0.0.4; charset=utf-8")
                        .end(metrics.page(
                                driver().simulation(),
                                options.replica().pool(),
                                options.model().names().getFirst(),
                                startedAt));
            default -> detail(response, 404, "Not Found");
        }
    }

    private void post(HttpServerRequest request) {
        var surface = SURFACES.get(path(request));
        if (surface != null) {
            generate(request, surface);
            return;
        }
        switch (path(request)) {
            case "/ping" -> request.response().end();
            case "/tokenize" -> compute(request, CHAT, pages::tokenize);
            case "/v1/messages/count_tokens" -> compute(request, MESSAGES, pages::countTokens);
            case "/v1/embeddings" -> compute(request, CHAT, pages::embeddings);
            default -> detail(request.response(), 404, "Not Found");
        }
    }

    /** Answers with what {@code page} makes of the body; refusals are written as {@code surface} writes them. */
    private void compute(HttpServerRequest request, Surface surface, Function<RequestBody, ObjectNode> page) {
        request.body()
                .compose(body -> onWorker(() -> {
                    var fields = RequestBody.parse(body.getBytes());
                    meter.requireKnownModel(fields.text("model"));
                    return page.apply(fields);
                }))
                .onSuccess(json -> send(request.response(), 200, json))
                .onFailure(cause -> fail(request.response(), surface, cause));
    }

    private record Read(RequestBody body, MeasuredRequest measured) {}

    private void generate(HttpServerRequest request, Surface surface) {
        var response = request.response();
        var departure = new Departure(response);
        request.body()
                .compose(body -> onWorker(() -> {
                    var fields = RequestBody.parse(body.getBytes());
                    return new Read(fields, meter.measure(surface.read(fields)));
                }))
                .onSuccess(read -> {
                    if (!departure.happened()) {
                        begin(request, surface, read, departure);
                    }
                })
                .onFailure(cause -> fail(response, surface, cause));
    }

    private void begin(HttpServerRequest request, Surface surface, Read read, Departure departure) {
        var simulation = driver().simulation();
        if (options.queueLimit().isPresent()
                && simulation.queued() >= options.queueLimit().getAsInt()) {
            metrics.rejected();
            fail(request.response(), surface, RefusedException.queueFull());
            return;
        }
        var measured = read.measured();
        var answer = new Answer(
                requestId(request),
                clock.millis() / 1000,
                measured,
                options.replica().pool().blockTokens());
        var course = read.body().flag("stream")
                ? new StreamedAnswer(request.response(), answer, surface.events(answer, read.body()))
                : new WholeAnswer(request.response(), answer, () -> surface.whole(answer, read.body()));
        var counted = new CountedCourse(course, () -> metrics.finished(answer.cutShort() ? "length" : "stop"));
        long id = driver().submit(measured.blocks(), measured.promptTokens(), measured.outputTokens(), counted);
        departure.then(() -> driver().cancel(id));
    }

    /** Counts the answer when it ends. */
    private record CountedCourse(SimulationDriver.Course course, Runnable atEnd) implements SimulationDriver.Course {
        @Override
        public void admitted(int hitTokens) {
            course.admitted(hitTokens);
        }

        @Override
        public void generated(int tokens) {
            course.generated(tokens);
        }

        @Override
        public void ended() {
            atEnd.run();
            course.ended();
        }
    }

    private String requestId(HttpServerRequest request) {
        var given = request.getHeader("x-request-id");
        return given == null ? "%016x".formatted(++requests) : given;
    }

    private static String path(HttpServerRequest request) {
        return Objects.requireNonNullElse(request.path(), "");
    }

    private <T> Future<T> onWorker(Callable<T> work) {
        return context.executeBlocking(work, false).map(Objects::requireNonNull);
    }

    private static void fail(HttpServerResponse response, Surface surface, Throwable cause) {
        if (response.closed() || response.ended()) {
            return;
        }
        if (cause instanceof RefusedException refused) {
            send(response, refused.status(), surface.refusal(refused));
            return;
        }
        LOG.atError().setCause(cause).log("simulated engine failed to answer");
        response.setStatusCode(500).end("Internal Server Error");
    }

    private static void detail(HttpServerResponse response, int status, String detail) {
        send(response, status, RequestBody.JSON.createObjectNode().put("detail", detail));
    }

    static void send(HttpServerResponse response, int status, ObjectNode json) {
        response.setStatusCode(status)
                .putHeader("content-type", "application/json")
                .end(json.toString());
    }
}
