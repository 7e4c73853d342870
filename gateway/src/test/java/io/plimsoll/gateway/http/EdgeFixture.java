package io.plimsoll.gateway.http;

import io.plimsoll.gateway.http.Dispatch.Step;
import io.plimsoll.gateway.http.ExchangePlan.AnswerShape;
import io.plimsoll.gateway.http.ExchangePlan.Forward;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** An edge on a free port, with a planner that the test supplies. Its failures are answered 599 and their name. */
final class EdgeFixture implements AutoCloseable {

    static final int FAILURE_STATUS = 599;
    private static final Duration LONG = Duration.ofSeconds(60);

    private final Vertx vertx = Vertx.vertx();
    private final HttpEdge edge;

    private EdgeFixture(
            EdgeOptions options, BodyHandling handling, Function<ClientRequest, Future<ExchangePlan>> plan) {
        this.edge = await(HttpEdge.start(vertx, options, new ScriptedPlanner(handling, plan)));
    }

    /** Collects bodies and plans with {@code plan}. */
    static EdgeFixture collecting(EdgeOptions options, Function<ClientRequest, ExchangePlan> plan) {
        return new EdgeFixture(options, BodyHandling.COLLECT, request -> Future.succeededFuture(plan.apply(request)));
    }

    /** Streams bodies and plans with {@code plan}. */
    static EdgeFixture streaming(EdgeOptions options, Function<ClientRequest, ExchangePlan> plan) {
        return new EdgeFixture(options, BodyHandling.STREAM, request -> Future.succeededFuture(plan.apply(request)));
    }

    /** Collects bodies and plans later. */
    static EdgeFixture planning(EdgeOptions options, Function<ClientRequest, Future<ExchangePlan>> plan) {
        return new EdgeFixture(options, BodyHandling.COLLECT, plan);
    }

    /** Two event loops, a body limit of 1 MB, no limit of time that a test would meet, and two retries. */
    static EdgeOptions patient() {
        return new EdgeOptions("127.0.0.1", 0, 2, 1 << 20, LONG, LONG, LONG, LONG, LONG, LONG, 2);
    }

    /** Forwards to the upstreams in turn: the second when the first has failed, and so on. */
    static Forward forward(ExchangeListener listener, Upstream... upstreams) {
        return new Forward(inTurn(upstreams), AnswerShape.STREAM, listener);
    }

    static Dispatch inTurn(Upstream... upstreams) {
        return failed -> failed.size() < upstreams.length ? Step.unedited(upstreams[failed.size()]) : new Step.GiveUp();
    }

    /** Sends this, and then no more. */
    static Dispatch sending(Sending only) {
        return failed -> failed.isEmpty() ? new Step.Send(only) : new Step.GiveUp();
    }

    int port() {
        return edge.port();
    }

    RawClient connect() {
        return RawClient.connect(edge.port());
    }

    /** Drains the edge; completes when nothing is left. */
    Future<Void> drain(Duration limit) {
        return edge.close(limit);
    }

    static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    @Override
    public void close() {
        await(vertx.close());
    }

    private record ScriptedPlanner(BodyHandling bodyHandling, Function<ClientRequest, Future<ExchangePlan>> script)
            implements ExchangePlanner {

        @Override
        public BodyHandling handling(HttpMethod method, String path, MultiMap headers) {
            return bodyHandling;
        }

        @Override
        public Future<ExchangePlan> plan(ClientRequest request) {
            return script.apply(request);
        }

        @Override
        public ExchangePlan.Answer failure(ClientRequestHead head, EdgeFailure failure) {
            return new ExchangePlan.Answer(
                    FAILURE_STATUS,
                    List.of(Map.entry("content-type", "text/plain")),
                    failure.name().getBytes(StandardCharsets.UTF_8));
        }
    }
}
