package io.plimsoll.gateway.http;

import io.plimsoll.gateway.http.Outcome.Limit;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The one time limit that an exchange is under now. Setting and restarting it costs a clock reading. Created per exchange
 * by {@link Deadlines}, not thread-safe.
 */
final class Deadline {

    private final Deadlines watch;
    private final Consumer<Limit> expired;
    private @Nullable Limit limit;
    private long spanNanos;
    private long expiresAt;

    Deadline(Deadlines watch, Consumer<Limit> expired) {
        this.watch = watch;
        this.expired = expired;
    }

    /** Puts {@code newLimit} in place of the one before; it expires {@code span} from now. */
    void set(Limit newLimit, Duration span) {
        if (limit == null) {
            watch.add(this);
        }
        limit = newLimit;
        spanNanos = span.toNanos();
        restart();
    }

    /** Gives the limit in place its whole span again. */
    void restart() {
        expiresAt = System.nanoTime() + spanNanos;
    }

    /** Nothing expires any more until {@link #set}. */
    void clear() {
        if (limit != null) {
            limit = null;
            watch.remove(this);
        }
    }

    boolean isOver(long now) {
        return limit != null && now - expiresAt >= 0;
    }

    /** Clears the limit and tells that it ran out. */
    void expire() {
        Limit current = limit;
        if (current != null) {
            clear();
            expired.accept(current);
        }
    }
}
