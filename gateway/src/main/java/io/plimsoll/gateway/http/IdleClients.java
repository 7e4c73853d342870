package io.plimsoll.gateway.http;

import io.plimsoll.gateway.http.Outcome.Limit;
import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Closes client connections of one event loop on which no request comes: a new one whose first head is not there in time, and
 * a kept one that is not used again for {@value #KEPT_SECONDS} seconds. Not thread-safe.
 */
final class IdleClients {

    private static final int KEPT_SECONDS = 75;
    private static final Duration KEPT = Duration.ofSeconds(KEPT_SECONDS);

    private final Deadlines deadlines;
    private final Duration firstHead;
    private final Map<HttpConnection, Deadline> waiting = new HashMap<>();

    /** @param firstHead how long a new connection may take to send its first head */
    IdleClients(Deadlines deadlines, Duration firstHead) {
        this.deadlines = deadlines;
        this.firstHead = firstHead;
    }

    void connected(HttpConnection connection) {
        Deadline deadline =
                deadlines.create(limit -> ConnectionSocket.of(connection).abort());
        waiting.put(connection, deadline);
        deadline.set(Limit.UPLOAD, firstHead);
        connection.closeHandler(v -> {
            deadline.clear();
            waiting.remove(connection);
        });
    }

    /** A request has begun: from now on its own limits hold. */
    void requested(HttpConnection connection) {
        Deadline deadline = waiting.get(connection);
        if (deadline != null) {
            deadline.clear();
        }
    }

    /** An answer has been sent: the connection waits for the next request. */
    void answered(HttpConnection connection) {
        Deadline deadline = waiting.get(connection);
        if (deadline != null) {
            deadline.set(Limit.UPLOAD, KEPT);
        }
    }
}
