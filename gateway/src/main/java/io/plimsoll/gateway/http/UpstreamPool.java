package io.plimsoll.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpConnectOptions;
import io.vertx.core.http.PoolOptions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * The idle upstream connections of one event loop, newest first. It has no upper limit and no queue: a call takes an idle
 * connection or opens one. Not thread-safe.
 *
 * <p>A connection stays idle for {@value #IDLE_SECONDS} seconds at most, less than the 5 after which uvicorn, and with it
 * most Python engines, close theirs.
 */
final class UpstreamPool {

    private static final int IDLE_SECONDS = 4;
    private static final long IDLE_NANOS = Duration.ofSeconds(IDLE_SECONDS).toNanos();
    private static final int CHUNK_BYTES = 64 << 10;
    private static final int HEADER_BYTES = 64 << 10;
    private static final int RECEIVE_BUFFER_BYTES = 256 << 10;

    /** Where connections lead, by all that makes two of them interchangeable. */
    private record Origin(String host, int port, boolean ssl) {}

    private final Vertx vertx;
    private final HttpClientAgent client;
    private final Map<Origin, Deque<UpstreamConnection>> idle = new HashMap<>();
    private final long sweeper;

    UpstreamPool(Vertx vertx, Duration connectTimeout) {
        this.vertx = vertx;
        HttpClientOptions options = new HttpClientOptions()
                .setConnectTimeout((int) Math.min(Integer.MAX_VALUE, connectTimeout.toMillis()))
                .setMaxChunkSize(CHUNK_BYTES)
                .setMaxHeaderSize(HEADER_BYTES)
                .setMaxInitialLineLength(HEADER_BYTES)
                .setReceiveBufferSize(RECEIVE_BUFFER_BYTES)
                .setTcpNoDelay(true)
                .setDecompressionSupported(false);
        this.client = vertx.httpClientBuilder()
                .with(options)
                .with(new PoolOptions().setCleanerPeriod(0))
                .build();
        this.sweeper = vertx.setPeriodic(1_000, id -> sweep());
    }

    /** An idle connection to {@code upstream}, or else a new one. */
    Future<UpstreamConnection> take(Upstream upstream) {
        Deque<UpstreamConnection> connections = idle.get(originOf(upstream));
        while (connections != null && !connections.isEmpty()) {
            UpstreamConnection connection = connections.pop();
            if (connection.socket().isOpen() && !connection.isIdleLongerThan(IDLE_NANOS)) {
                return Future.succeededFuture(connection);
            }
            connection.socket().abort();
        }
        return open(upstream);
    }

    /** A connection that nothing was sent on yet. */
    Future<UpstreamConnection> open(Upstream upstream) {
        HttpConnectOptions options = new HttpConnectOptions()
                .setHost(upstream.host())
                .setPort(upstream.port())
                .setSsl(upstream.ssl());
        return client.connect(options).map(connection -> {
            UpstreamConnection opened = new UpstreamConnection(connection);
            connection.exceptionHandler(e -> {});
            connection.closeHandler(v -> remove(upstream, opened));
            return opened;
        });
    }

    /** Takes back a connection whose call is over, request and answer whole, or that was not used. */
    void giveBack(Upstream upstream, UpstreamConnection connection) {
        if (connection.socket().isOpen()) {
            connection.becomeIdle();
            idle.computeIfAbsent(originOf(upstream), origin -> new ArrayDeque<>())
                    .push(connection);
        }
    }

    void close() {
        vertx.cancelTimer(sweeper);
        client.close();
    }

    private void remove(Upstream upstream, UpstreamConnection connection) {
        Deque<UpstreamConnection> connections = idle.get(originOf(upstream));
        if (connections != null) {
            connections.remove(connection);
        }
    }

    private void sweep() {
        for (Deque<UpstreamConnection> connections : idle.values()) {
            while (!connections.isEmpty() && connections.getLast().isIdleLongerThan(IDLE_NANOS)) {
                connections.removeLast().socket().abort();
            }
        }
        idle.values().removeIf(Deque::isEmpty);
    }

    private static Origin originOf(Upstream upstream) {
        return new Origin(upstream.host(), upstream.port(), upstream.ssl());
    }
}
