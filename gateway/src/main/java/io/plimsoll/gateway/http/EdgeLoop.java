package io.plimsoll.gateway.http;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One event loop of the edge: a server that shares its port with the other loops', the loop's own upstream connections, and
 * the exchanges under way. But for {@link #drain}, everything happens on the loop.
 */
final class EdgeLoop extends VerticleBase {

    private static final int CHUNK_BYTES = 64 << 10;
    private static final int HEADER_BYTES = 64 << 10;
    private static final int RECEIVE_BUFFER_BYTES = 256 << 10;
    private static final int BAD_REQUEST = 400;

    private final EdgeOptions options;
    private final ExchangePlanner planner;
    private final int port;
    private final Set<ClientExchange> underWay = new HashSet<>();
    private @Nullable UpstreamPool pool;
    private @Nullable Deadlines deadlines;
    private @Nullable IdleClients idleClients;
    private @Nullable HttpServer server;

    /** @param port what to listen on in place of {@link EdgeOptions#port()} */
    EdgeLoop(EdgeOptions options, ExchangePlanner planner, int port) {
        this.options = options;
        this.planner = planner;
        this.port = port;
    }

    @Override
    public Future<?> start() {
        pool = new UpstreamPool(vertx, options.connectTimeout());
        deadlines = new Deadlines(vertx);
        IdleClients clients = new IdleClients(deadlines, options.uploadTimeout());
        idleClients = clients;
        HttpServer listening = vertx.createHttpServer(serverOptions())
                .connectionHandler(connection -> {
                    connection.exceptionHandler(e -> {});
                    clients.connected(connection);
                })
                .exceptionHandler(e -> {})
                .requestHandler(this::accept);
        server = listening;
        return listening.listen(port, options.host());
    }

    @Override
    public Future<?> stop() {
        pool().close();
        deadlines().close();
        return Future.succeededFuture();
    }

    /** Stops accepting, lets exchanges finish for {@code limit}, then aborts those that are left. */
    Future<Void> drain(Duration limit) {
        Promise<Void> drained = Promise.promise();
        context.runOnContext(v -> {
            long aborting = vertx.setTimer(Math.max(1, limit.toMillis()), id -> abortAll());
            // The server's own limit comes after ours, whose aborts tell the listeners why.
            server().shutdown(limit.plusSeconds(1)).onComplete(done -> {
                vertx.cancelTimer(aborting);
                drained.complete();
            });
        });
        return drained.future();
    }

    int port() {
        return server().actualPort();
    }

    Vertx vertx() {
        return vertx;
    }

    EdgeOptions options() {
        return options;
    }

    ExchangePlanner planner() {
        return planner;
    }

    UpstreamPool pool() {
        return started(pool);
    }

    Deadlines deadlines() {
        return started(deadlines);
    }

    IdleClients idleClients() {
        return started(idleClients);
    }

    void ended(ClientExchange exchange) {
        underWay.remove(exchange);
    }

    private void accept(HttpServerRequest request) {
        idleClients().requested(request.connection());
        if (RequestFraming.isRefused(request)) {
            request.response().setStatusCode(BAD_REQUEST).end();
            request.connection().close();
            return;
        }
        Context current = vertx.getOrCreateContext();
        ClientExchange exchange = new ClientExchange(this, current, request);
        underWay.add(exchange);
        exchange.begin();
    }

    private void abortAll() {
        List.copyOf(underWay).forEach(ClientExchange::shutDown);
    }

    private HttpServer server() {
        return started(server);
    }

    private static <T> T started(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("edge loop: not started");
        }
        return part;
    }

    private static HttpServerOptions serverOptions() {
        return new HttpServerOptions()
                .setMaxChunkSize(CHUNK_BYTES)
                .setMaxHeaderSize(HEADER_BYTES)
                .setMaxInitialLineLength(HEADER_BYTES)
                .setReceiveBufferSize(RECEIVE_BUFFER_BYTES)
                .setTcpNoDelay(true)
                .setAcceptBacklog(4096)
                .setCompressionSupported(false)
                .setDecompressionSupported(false)
                .setHttp2ClearTextEnabled(false)
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false)
                .setStrictThreadMode(true);
    }
}
