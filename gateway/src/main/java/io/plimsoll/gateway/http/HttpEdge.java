package io.plimsoll.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

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
        EdgeLoop first = new EdgeLoop(options, planner, options.port());
        return vertx.deployVerticle(first).compose(firstId -> {
            // The other loops share what may be a port that the system chose.
            List<EdgeLoop> others = IntStream.range(1, options.eventLoops())
                    .mapToObj(i -> new EdgeLoop(options, planner, first.port()))
                    .toList();
            List<Future<String>> deploying =
                    others.stream().map(vertx::deployVerticle).toList();
            return Future.all(deploying).map(all -> {
                List<EdgeLoop> loops = new ArrayList<>(List.of(first));
                loops.addAll(others);
                List<String> ids = new ArrayList<>(List.of(firstId));
                ids.addAll(all.list());
                return new HttpEdge(vertx, first.port(), loops, ids);
            });
        });
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
