package io.plimsoll.backends.sim;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;

/**
 * An HTTP server that behaves like vLLM 0.32 serving a model on a {@link ReplicaSpec}: same endpoints, metrics and error
 * bodies, token counts from the given counter, and times, cache hits, queueing and preemptions from the simulation. A
 * client that goes away ends its request in the simulation at once. Thread-safe.
 */
public final class SimulatedEngine {

    private final Vertx vertx;
    private final String deployment;
    private final EngineServer server;

    private SimulatedEngine(Vertx vertx, String deployment, EngineServer server) {
        this.vertx = vertx;
        this.deployment = deployment;
        this.server = server;
    }

    /** Starts an engine on an event loop of its own; fails if its port is taken. */
    public static Future<SimulatedEngine> start(Vertx vertx, SimulatedEngineOptions options) {
        var server = new EngineServer(options, InstantSource.system());
        return vertx.deployVerticle(server).map(deployment -> new SimulatedEngine(vertx, deployment, server));
    }

    /** The port it listens on. */
    public int port() {
        return server.port();
    }

    /** What it has done since it started. */
    public Future<SimulationStatistics> statistics() {
        return server.statistics();
    }

    /** Stops listening and drops open connections. */
    public Future<Void> close() {
        return vertx.undeploy(deployment);
    }
}
