package io.plimsoll.gateway.pipeline;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Where requests wait whose policy queues: while pressure, not the policy's cap or the model's window, has drawn the line of
 * their lane below them. Each looks again for itself, so there is no order among them: the smallest fits first. Thread-safe.
 */
final class LineQueue {

    /** As often as a pool is read. */
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private final LaneLines lines;
    private final Workers workers;
    private final LongSupplier nanoTime;

    LineQueue(LaneLines lines, Workers workers, LongSupplier nanoTime) {
        this.lines = lines;
        this.workers = workers;
        this.nanoTime = nanoTime;
    }

    /**
     * Waits until a prompt of {@code tokens} fits below the request's line.
     *
     * @param limit how long to wait at most
     * @return the line at the end of the wait: that the prompt fits below, or the last one seen when the limit has passed,
     *     the client has left, or no wait would help
     */
    Future<LaneLine> await(CountedRequest request, int tokens, Duration limit) {
        return await(request, tokens, nanoTime.getAsLong() + limit.toNanos());
    }

    private Future<LaneLine> await(CountedRequest request, int tokens, long endNanos) {
        LaneLine line = lines.of(request);
        boolean helps = tokens > line.line().lineTokens() && tokens <= line.hardTokens();
        boolean over = nanoTime.getAsLong() - endNanos >= 0
                || request.identified().client().gone().isComplete();
        if (!helps || over) {
            return Future.succeededFuture(line);
        }
        return workers.pause(LOOK_EVERY).compose(looked -> await(request, tokens, endNanos));
    }
}
