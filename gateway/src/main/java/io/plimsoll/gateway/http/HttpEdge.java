package io.plimsoll.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The gateway's HTTP server: one per process, {@link EdgeOptions#eventLoops()} event loops on one port, each with upstream
 * connections of its own, so that an exchange never leaves its loop. Thread-safe.
 */
public final class HttpEdge {

    private final Vertx vertx;
    private final int port;
    private final List<EdgeLoop> loops;
    private final List<String> deployments;

    private HttpEdge(Vertx vertx, int port, List<EdgeLoop> loops, List<String> deployments) {
        this.vertx = vertx;
        this.port = port;
        this.loops = List.copyOf(loops);
        this.deployments = List.copyOf(deployments);
    }

    /** Listens; the future fails when the address cannot be listened on. */
    public static Future<HttpEdge> start(Vertx vertx, EdgeOptions options, ExchangePlanner planner) {
        // Vert.x lets servers of one verticle family share a free port when they name it by the same negative number.
        int port = options.port() > 0
                ? options.port()
                : -1 - ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE);
        List<EdgeLoop> loops = IntStream.range(0, options.eventLoops())
                .mapToObj(i -> new EdgeLoop(options, planner, port))
                .toList();
        return deploy(vertx, loops)
                .map(ids -> new HttpEdge(vertx, loops.getFirst().port(), loops, ids));
    }

    /** Deploys the first loop before the others, so that a port that cannot be had fails once. */
    private static Future<List<String>> deploy(Vertx vertx, List<EdgeLoop> loops) {
        return vertx.deployVerticle(loops.getFirst())
                .compose(first -> Future.all(loops.stream()
                                .skip(1)
                                .map(vertx::deployVerticle)
                                .toList())
                        .map(others -> Stream.concat(Stream.of(first), others.<String>list().stream())
                                .toList()));
    }

    /** The port listened on. */
    public int port() {
        return port;
    }

    /**
     * Stops accepting, lets exchanges under way finish, and aborts (never ends) those that outlast {@code drainLimit}; their
     * listeners hear {@link Outcome.ShutDown}.
     */
    public Future<Void> close(Duration drainLimit) {
        List<Future<Void>> draining =
                loops.stream().map(loop -> loop.drain(drainLimit)).toList();
        return Future.join(draining)
                .compose(v ->
                        Future.join(deployments.stream().map(vertx::undeploy).toList()))
                .mapEmpty();
    }
}
