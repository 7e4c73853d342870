package io.plimsoll.gateway.http;

import io.plimsoll.gateway.http.Outcome.Limit;
import io.vertx.core.Vertx;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The deadlines of one event loop. One timer looks through all of them every {@value #TICK_MILLIS} ms, by which a deadline
 * may be late: an exchange sets several and most never expire, so that a timer for each would cost more than looking. Not
 * thread-safe.
 */
final class Deadlines {

    private static final long TICK_MILLIS = 50;

    private final Vertx vertx;
    private final Set<Deadline> running = new HashSet<>();
    private final long timer;

    Deadlines(Vertx vertx) {
        this.vertx = vertx;
        this.timer = vertx.setPeriodic(TICK_MILLIS, id -> tick());
    }

    /** A deadline that is not set yet. */
    Deadline create(Consumer<Limit> expired) {
        return new Deadline(this, expired);
    }

    void add(Deadline deadline) {
        running.add(deadline);
    }

    void remove(Deadline deadline) {
        running.remove(deadline);
    }

    void close() {
        vertx.cancelTimer(timer);
    }

    private void tick() {
        long now = System.nanoTime();
        List<Deadline> over =
                running.stream().filter(deadline -> deadline.isOver(now)).toList();
        over.forEach(Deadline::expire);
    }
}
