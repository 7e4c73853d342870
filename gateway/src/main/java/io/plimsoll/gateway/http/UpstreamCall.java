package io.plimsoll.gateway.http;

import io.netty.buffer.Unpooled;
import io.plimsoll.gateway.http.Outcome.Limit;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.internal.buffer.BufferInternal;
import java.io.IOException;

/**
 * One request on one upstream connection: writes it as fast as the upstream reads and hears of the answer's head or of what
 * came instead. Created per attempt, not thread-safe.
 */
final class UpstreamCall {

    /** Hears of one call; one of {@link #answered} and {@link #failed} once, and nothing after {@link #reset()}. */
    interface Events {
        void answered(UpstreamCall call, HttpClientResponse response);

        void failed(UpstreamCall call, Throwable cause);

        /** A streamed body became longer than allowed. */
        void bodyTooLarge(UpstreamCall call);
    }

    /** Written at once, so that a body in memory does not also fill the socket's queue. */
    private static final int SLICE_BYTES = 256 << 10;

    private final Upstream upstream;
    private final UpstreamConnection connection;
    private final EdgeOptions options;
    private final Deadline deadline;
    private final Events events;
    private boolean requestEnded;
    private boolean answering;
    private boolean over;
    private long streamedBytes;

    UpstreamCall(
            Upstream upstream, UpstreamConnection connection, EdgeOptions options, Deadline deadline, Events events) {
        this.upstream = upstream;
        this.connection = connection;
        this.options = options;
        this.deadline = deadline;
        this.events = events;
        connection.beginCall();
    }

    Upstream upstream() {
        return upstream;
    }

    UpstreamConnection connection() {
        return connection;
    }

    /** Whether the upstream may have closed the connection before it saw the request. */
    boolean mayBeStale(Throwable cause) {
        return connection.isReused() && (cause instanceof IOException || cause instanceof HttpClosedException);
    }

    /**
     * Sends the request: the client's headers, and {@code body}.
     *
     * @param sending where to, and whether the answer may be compressed
     * @param earlyHints takes the headers of a 103
     */
    void send(ClientRequestHead head, Sending sending, RequestBody body, Handler<MultiMap> earlyHints) {
        String target = sending.path() == null ? head.target() : sending.path();
        boolean forbidCoding = sending.answers().needsPlainAnswers();
        RequestOptions options = new RequestOptions()
                .setMethod(head.method())
                .setURI(RequestTarget.underPrefix(upstream.pathPrefix(), target));
        connection
                .http()
                .request(options)
                .onComplete(request -> begin(request, head, body, forbidCoding, earlyHints), this::fail);
    }

    /** Ends the call at the upstream, whatever it is doing. */
    void reset() {
        over = true;
        connection.socket().abort();
    }

    /** Whether the connection can carry another call once the answer has ended. */
    boolean isRequestEnded() {
        return requestEnded;
    }

    private void begin(
            HttpClientRequest request,
            ClientRequestHead head,
            RequestBody body,
            boolean forbidCoding,
            Handler<MultiMap> earlyHints) {
        if (over) {
            return;
        }
        try {
            EndToEndHeaders.copyRequest(head.headers(), request.headers(), upstream.authorization());
        } catch (IllegalArgumentException unsendable) {
            fail(unsendable);
            return;
        }
        if (forbidCoding && request.headers().contains(HttpHeaders.ACCEPT_ENCODING)) {
            request.putHeader(HttpHeaders.ACCEPT_ENCODING, HttpHeaders.IDENTITY);
        }
        request.earlyHintsHandler(earlyHints);
        request.exceptionHandler(this::fail);
        request.response().onComplete(this::answer, this::fail);
        request.setWriteQueueMaxSize(SLICE_BYTES);
        switch (body) {
            case RequestBody.None none -> {
                request.end();
                awaitAnswer();
            }
            case RequestBody.Collected collected -> sendCollected(request, collected.bytes());
            case RequestBody.Streamed streamed -> sendStreamed(request, streamed);
        }
    }

    private void sendCollected(HttpClientRequest request, byte[] bytes) {
        request.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(bytes.length));
        deadline.set(Limit.FIRST_BYTE, options.firstByteTimeout());
        request.drainHandler(v -> deadline.restart());
        sendFrom(request, bytes, 0);
    }

    private void sendFrom(HttpClientRequest request, byte[] bytes, int from) {
        int at = from;
        while (bytes.length - at > SLICE_BYTES && !over) {
            request.write(slice(bytes, at, SLICE_BYTES));
            at += SLICE_BYTES;
            if (request.writeQueueFull()) {
                int next = at;
                request.drainHandler(v -> {
                    if (!over) {
                        deadlineUnlessAnswering(Limit.FIRST_BYTE);
                        sendFrom(request, bytes, next);
                    }
                });
                return;
            }
        }
        if (!over) {
            request.drainHandler(null);
            request.end(slice(bytes, at, bytes.length - at));
            awaitAnswer();
        }
    }

    private void sendStreamed(HttpClientRequest request, RequestBody.Streamed body) {
        HttpServerRequest source = body.source();
        if (body.declaredBytes() >= 0) {
            request.putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(body.declaredBytes()));
        } else {
            request.setChunked(true);
        }
        request.sendHead();
        source.handler(chunk -> relayUpload(request, source, chunk));
        source.endHandler(v -> {
            if (!over) {
                request.end();
                awaitAnswer();
            }
        });
        deadline.set(Limit.UPLOAD, options.uploadTimeout());
        source.resume();
    }

    private void relayUpload(HttpClientRequest request, HttpServerRequest source, Buffer chunk) {
        if (over) {
            return;
        }
        streamedBytes += chunk.length();
        if (streamedBytes > options.maxBodyBytes()) {
            events.bodyTooLarge(this);
            return;
        }
        request.write(chunk);
        if (!request.writeQueueFull()) {
            if (!answering) {
                deadline.restart();
            }
            return;
        }
        source.pause();
        deadlineUnlessAnswering(Limit.FIRST_BYTE);
        request.drainHandler(v -> {
            if (!over) {
                deadlineUnlessAnswering(Limit.UPLOAD);
                source.resume();
            }
        });
    }

    private void deadlineUnlessAnswering(Limit limit) {
        if (!answering) {
            deadline.set(limit, limit == Limit.UPLOAD ? options.uploadTimeout() : options.firstByteTimeout());
        }
    }

    private void awaitAnswer() {
        requestEnded = true;
        deadlineUnlessAnswering(Limit.FIRST_BYTE);
    }

    private void answer(HttpClientResponse response) {
        if (!over && !answering) {
            answering = true;
            events.answered(this, response);
        }
    }

    private void fail(Throwable cause) {
        if (!over && !answering) {
            over = true;
            events.failed(this, cause);
        }
    }

    private static Buffer slice(byte[] bytes, int from, int length) {
        return BufferInternal.buffer(Unpooled.wrappedBuffer(bytes, from, length));
    }
}
