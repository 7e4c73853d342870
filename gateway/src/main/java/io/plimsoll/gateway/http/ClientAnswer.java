package io.plimsoll.gateway.http;

import io.netty.buffer.Unpooled;
import io.plimsoll.gateway.http.ExchangePlan.Answer;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.internal.buffer.BufferInternal;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The answer to one client: how it is framed for that client's HTTP version, and the ways it can end. */
final class ClientAnswer {

    /** How long a client that is still sending is read, so that closing does not destroy the answer on its way. */
    private static final Duration LINGER = Duration.ofSeconds(2);

    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;
    private static final Buffer NOTHING = Buffer.buffer();

    private final Vertx vertx;
    private final IdleClients idleClients;
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final ConnectionSocket socket;
    private final Duration stallTimeout;
    private boolean committed;
    private boolean endsWithConnection;

    ClientAnswer(EdgeLoop loop, HttpServerRequest request) {
        this.vertx = loop.vertx();
        this.idleClients = loop.idleClients();
        this.request = request;
        this.response = request.response();
        this.socket = ConnectionSocket.of(request.connection());
        this.stallTimeout = loop.options().clientStallTimeout();
    }

    /** The response, whose status and headers may be set before {@link #commit()} and whose body is written after it. */
    HttpServerResponse response() {
        return response;
    }

    boolean isCommitted() {
        return committed;
    }

    /** Passes on a 103, which only clients of HTTP/1.1 understand. */
    void earlyHints(MultiMap headers) {
        if (!committed && request.version() == HttpVersion.HTTP_1_1) {
            MultiMap hints = HttpHeaders.headers();
            EndToEndHeaders.copyAnswer(headers, hints);
            response.writeEarlyHints(hints);
        }
    }

    /**
     * Sends the head, before any of the body is there: not in this very step but at the end of what the event loop is doing,
     * so that a body which came with the upstream's head shares a packet with it.
     */
    void commit() {
        committed = true;
        if (isClientSending()) {
            response.headers().set(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        if (isBodiless()) {
            if (!response.headers().contains(HttpHeaders.CONTENT_LENGTH)) {
                // Vert.x would add a length of 0, which such an answer must not have or which is not the truth.
                response.headersEndHandler(v -> response.headers().remove(HttpHeaders.CONTENT_LENGTH));
            }
            return;
        }
        if (request.version() == HttpVersion.HTTP_1_0 && !response.headers().contains(HttpHeaders.CONTENT_LENGTH)) {
            endsWithConnection = true;
            response.headersEndHandler(v -> response.headers()
                    .remove(HttpHeaders.TRANSFER_ENCODING)
                    .set(HttpHeaders.CONNECTION, HttpHeaders.CLOSE));
        }
        vertx.runOnContext(v -> sendHead());
    }

    private void sendHead() {
        if (!response.headWritten() && !response.closed()) {
            response.writeHead();
        }
    }

    /** Forgets headers set before {@link #commit()}. */
    void discardHead() {
        response.headers().clear();
    }

    /** Sends a whole answer. */
    void send(Answer answer, List<Map.Entry<String, String>> moreHeaders) {
        committed = true;
        response.setStatusCode(answer.status());
        for (Map.Entry<String, String> header : answer.headers()) {
            EndToEndHeaders.add(response.headers(), header.getKey(), header.getValue());
        }
        for (Map.Entry<String, String> header : moreHeaders) {
            EndToEndHeaders.add(response.headers(), header.getKey(), header.getValue());
        }
        if (isClientSending()) {
            response.headers().set(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        if (isBodiless()) {
            if (answer.status() != NO_CONTENT) {
                response.headers().set(HttpHeaders.CONTENT_LENGTH, Integer.toString(answer.body().length));
            }
            finish(NOTHING);
            return;
        }
        finish(BufferInternal.buffer(Unpooled.wrappedBuffer(answer.body())));
    }

    /** Ends a committed answer whose body was written whole. */
    void end() {
        finish(NOTHING);
    }

    /** Ends a committed answer in a way that cannot be taken for its end, once all that was written has been sent. */
    void breakOff() {
        if (!isBodiless()) {
            sendHead();
        }
        long stalled = vertx.setTimer(stallTimeout.toMillis(), id -> socket.abort());
        socket.afterFlush(() -> {
            vertx.cancelTimer(stalled);
            if (endsWithConnection) {
                socket.reset();
            } else {
                socket.abort();
            }
        });
    }

    /** Drops the client now. */
    void abort() {
        socket.reset();
    }

    private void finish(Buffer last) {
        Future<Void> flushed = response.end(last);
        if (!flushed.isComplete()) {
            long stalled = vertx.setTimer(stallTimeout.toMillis(), id -> socket.abort());
            flushed.onComplete(v -> vertx.cancelTimer(stalled));
        }
        if (isClientSending()) {
            lingerThenClose();
        } else if (endsWithConnection) {
            flushed.onComplete(v -> socket.abort());
        } else {
            flushed.onComplete(v -> idleClients.answered(request.connection()));
        }
    }

    private void lingerThenClose() {
        long lingering = vertx.setTimer(LINGER.toMillis(), id -> socket.abort());
        request.handler(chunk -> {});
        request.endHandler(v -> {
            vertx.cancelTimer(lingering);
            socket.afterFlush(socket::abort);
        });
        request.resume();
    }

    /** A request without a body may not count as ended before its handler has returned. */
    private boolean isClientSending() {
        return RequestFraming.hasBody(request.headers()) && !request.isEnded();
    }

    private boolean isBodiless() {
        int status = response.getStatusCode();
        return request.method().equals(HttpMethod.HEAD) || status == NO_CONTENT || status == NOT_MODIFIED;
    }
}
