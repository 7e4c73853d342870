package io.plimsoll.gateway.http;

import io.vertx.core.http.HttpClientConnection;

/** A connection to an upstream, in use by one call at a time. Lives on one event loop. */
final class UpstreamConnection {

    private final HttpClientConnection connection;
    private final ConnectionSocket socket;
    private int calls;
    private long idleSince;

    UpstreamConnection(HttpClientConnection connection) {
        this.connection = connection;
        this.socket = ConnectionSocket.of(connection);
    }

    HttpClientConnection http() {
        return connection;
    }

    ConnectionSocket socket() {
        return socket;
    }

    /** Whether it has carried a call before, so that the upstream may be about to close it. */
    boolean isReused() {
        return calls > 1;
    }

    void beginCall() {
        calls++;
    }

    void becomeIdle() {
        idleSince = System.nanoTime();
    }

    boolean isIdleLongerThan(long nanos) {
        return System.nanoTime() - idleSince > nanos;
    }
}
