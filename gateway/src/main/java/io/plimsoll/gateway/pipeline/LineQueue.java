package io.plimsoll.gateway.pipeline;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Where requests wait whose policy queues: while the pool that they would go to has no room for them beside the requests
 * that run there, or pressure has drawn the line of their lane below them. Each looks again for itself, so there is no order
 * among them: the smallest fits first. Thread-safe.
 */
final class LineQueue {

    /** As often as a pool is read. */
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private final LaneLines lines;
    private final Fleet fleet;
    private final Workers workers;
    private final LongSupplier nanoTime;

    LineQueue(LaneLines lines, Fleet fleet, Workers workers, LongSupplier nanoTime) {
        this.lines = lines;
        this.fleet = fleet;
        this.workers = workers;
        this.nanoTime = nanoTime;
    }

    /**
     * Waits until a prompt of {@code tokens}, which fits below the cap and into the window, may be sent.
     *
     * @param limit how long to wait at most
     * @return whether it may; false once the limit has passed or the client has left
     */
    Future<Boolean> await(CountedRequest request, int tokens, Duration limit) {
        return await(request, tokens, nanoTime.getAsLong() + limit.toNanos());
    }

    private Future<Boolean> await(CountedRequest request, int tokens, long endNanos) {
        if (fits(request, tokens)) {
            return Future.succeededFuture(true);
        }
        boolean over = nanoTime.getAsLong() - endNanos >= 0
                || request.identified().client().gone().isComplete();
        return over
                ? Future.succeededFuture(false)
                : workers.pause(LOOK_EVERY).compose(looked -> await(request, tokens, endNanos));
    }

    private boolean fits(CountedRequest request, int tokens) {
        IdentifiedRequest identified = request.identified();
        String pool = fleet.poolOf(identified.lane().key(), identified.request().model(), tokens);
        return fleet.hasRoom(pool, tokens) && tokens <= lines.of(request).line().lineTokens();
    }
}
