package io.plimsoll.bench.cuts;

import io.plimsoll.backends.sim.SimulatedEngine;
import io.plimsoll.backends.sim.SimulatedEngineOptions;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** An engine on loopback with nothing before it. Blocking. */
final class LoneEngine implements AutoCloseable {

    private static final long LIMIT_SECONDS = 60;

    private final Vertx vertx;
    private final URI url;

    private LoneEngine(Vertx vertx, URI url) {
        this.vertx = vertx;
        this.url = url;
    }

    static LoneEngine start(SimulatedEngineOptions options) throws TimeoutException {
        // Many processes share few cores in a run: a late timer is no defect here.
        Vertx vertx = Vertx.vertx(new VertxOptions().setBlockedThreadCheckInterval(60_000));
        SimulatedEngine engine = SimulatedEngine.start(vertx, options).await(LIMIT_SECONDS, TimeUnit.SECONDS);
        return new LoneEngine(vertx, URI.create("http://127.0.0.1:" + engine.port()));
    }

    URI url() {
        return url;
    }

    @Override
    public void close() throws TimeoutException {
        vertx.close().await(LIMIT_SECONDS, TimeUnit.SECONDS);
    }
}
