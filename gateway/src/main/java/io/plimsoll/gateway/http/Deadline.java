package io.plimsoll.gateway.http;

import io.plimsoll.gateway.http.Outcome.Limit;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The one time limit that an exchange is under now. Restarting it costs a clock reading: the timer behind it is only moved
 * when it would fire too late, and finds out on firing how much longer to wait. Created per exchange, not thread-safe.
 */
final class Deadline {

    private static final long NO_TIMER = -1;

    private final Vertx vertx;
    private final Consumer<Limit> expired;
    private @Nullable Limit limit;
    private long spanNanos;
    private long expiresAt;
    private long timer = NO_TIMER;
    private long firesAt;

    Deadline(Vertx vertx, Consumer<Limit> expired) {
        this.vertx = vertx;
        this.expired = expired;
    }

    /** Puts {@code newLimit} in place of the one before; it expires {@code span} from now. */
    void set(Limit newLimit, Duration span) {
        limit = newLimit;
        spanNanos = span.toNanos();
        restart();
        if (timer == NO_TIMER || firesAt - expiresAt > 0) {
            cancelTimer();
            schedule(spanNanos);
        }
    }

    /** Gives the limit in place its whole span again. */
    void restart() {
        expiresAt = System.nanoTime() + spanNanos;
    }

    /** Nothing expires any more until {@link #set}. */
    void clear() {
        limit = null;
        cancelTimer();
    }

    private void schedule(long nanos) {
        firesAt = System.nanoTime() + nanos;
        timer = vertx.setTimer(Math.max(1, (nanos + 999_999) / 1_000_000), id -> fire());
    }

    private void fire() {
        timer = NO_TIMER;
        Limit current = limit;
        if (current == null) {
            return;
        }
        long left = expiresAt - System.nanoTime();
        if (left > 0) {
            schedule(left);
            return;
        }
        limit = null;
        expired.accept(current);
    }

    private void cancelTimer() {
        if (timer != NO_TIMER) {
            vertx.cancelTimer(timer);
            timer = NO_TIMER;
        }
    }
}
