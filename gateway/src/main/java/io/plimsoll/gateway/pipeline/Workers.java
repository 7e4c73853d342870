package io.plimsoll.gateway.pipeline;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/**
 * The threads for what must not run on an event loop: large parses, counting, planning, the archive. Bounded: more work
 * than threads waits its turn. Thread-safe.
 */
public final class Workers {

    private final Vertx vertx;
    private final WorkerExecutor executor;

    /** @param threads how many pieces of work run at once, at least 1 */
    public Workers(Vertx vertx, int threads) {
        this.vertx = vertx;
        this.executor = vertx.createSharedWorkerExecutor("plimsoll-worker", threads, 60, TimeUnit.SECONDS);
    }

    /** Runs {@code work} on a worker; the future completes on the caller's event loop. */
    @SuppressWarnings("NullAway") // null only where the work itself returns it
    public <T> Future<T> run(Callable<T> work) {
        return executor.executeBlocking(work, false);
    }

    /** Completes after {@code pause}, on the caller's event loop; no thread waits. */
    Future<Void> pause(Duration pause) {
        return vertx.timer(pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Lets running work end and takes no more. */
    public Future<Void> close() {
        return executor.close();
    }
}
