package io.plimsoll.gateway.http;

import io.plimsoll.gateway.http.Outcome.Limit;
import io.plimsoll.gateway.stream.SseUsageStripper;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Moves one answer from upstream to client: the head at once, every chunk as it comes, and the end as honest as it was. An
 * answer that breaks off breaks off at the client too, after all of its bytes. Created per exchange, not thread-safe.
 */
final class AnswerRelay {

    private static final String EVENT_STREAM = "text/event-stream";
    /** What a client that does not read may leave in the gateway, besides one chunk. */
    private static final int QUEUE_BYTES = 128 << 10;

    private final ClientAnswer answer;
    private final UpstreamCall call;
    private final HttpClientResponse upstream;
    private final ExchangeListener listener;
    private final Deadline deadline;
    private final EdgeOptions options;
    private final Consumer<Outcome> ended;
    private @Nullable SseUsageStripper stripper;
    private boolean begun;
    private boolean paused;
    private boolean over;

    /** @param ended told once how the answer ended, after the client's side was ended or aborted */
    AnswerRelay(
            ClientAnswer answer,
            UpstreamCall call,
            HttpClientResponse upstream,
            ExchangeListener listener,
            Deadline deadline,
            EdgeOptions options,
            Consumer<Outcome> ended) {
        this.answer = answer;
        this.call = call;
        this.upstream = upstream;
        this.listener = listener;
        this.deadline = deadline;
        this.options = options;
        this.ended = ended;
    }

    static boolean isEventStream(HttpClientResponse answer) {
        String type = answer.getHeader(HttpHeaders.CONTENT_TYPE);
        return type != null && type.regionMatches(true, 0, EVENT_STREAM, 0, EVENT_STREAM.length());
    }

    /**
     * Relays the head and then the body.
     *
     * @param stripUsage whether the usage-only chunk is kept from the client
     * @throws IllegalArgumentException when the upstream's head cannot be sent on; nothing was sent then
     */
    void begin(boolean stripUsage) {
        HttpServerResponse response = answer.response();
        EndToEndHeaders.copyAnswer(upstream.headers(), response.headers());
        response.setStatusCode(upstream.statusCode());
        if (!upstream.statusMessage().equals(response.getStatusMessage())) {
            response.setStatusMessage(upstream.statusMessage());
        }
        listener.answered(upstream.statusCode(), upstream.headers());
        if (stripUsage && isEventStream(upstream) && upstream.getHeader(HttpHeaders.CONTENT_ENCODING) == null) {
            stripper = new SseUsageStripper();
            response.headers().remove(HttpHeaders.CONTENT_LENGTH);
        }
        for (Map.Entry<String, String> header : listener.responseHeaders()) {
            EndToEndHeaders.add(response.headers(), header.getKey(), header.getValue());
        }
        answer.commit();
        response.setWriteQueueMaxSize(QUEUE_BYTES);
        awaitUpstream();
        upstream.handler(this::relay).exceptionHandler(this::breakOff).endHandler(v -> end());
    }

    /** Ends the relay because {@code limit} ran out. */
    void expire(Limit limit) {
        if (over) {
            return;
        }
        over = true;
        call.reset();
        if (limit == Limit.CLIENT_STALL) {
            answer.abort();
        } else {
            flushHeld();
            answer.breakOff();
        }
        ended.accept(new Outcome.TimedOut(limit));
    }

    /** Stops relaying; the client has left or must leave. */
    void cancel() {
        over = true;
        call.reset();
    }

    private void relay(Buffer chunk) {
        if (over) {
            return;
        }
        if (!begun) {
            begun = true;
            listener.firstByte();
            awaitUpstream();
        } else if (!paused) {
            deadline.restart();
        }
        listener.bytes(chunk);
        Buffer out = stripper == null ? chunk : stripper.feed(chunk);
        HttpServerResponse response = answer.response();
        if (out.length() > 0) {
            response.write(out);
        }
        if (!paused && response.writeQueueFull()) {
            paused = true;
            call.connection().socket().pauseReads();
            deadline.set(Limit.CLIENT_STALL, options.clientStallTimeout());
            response.drainHandler(v -> resume());
        }
    }

    private void resume() {
        if (over || !paused) {
            return;
        }
        paused = false;
        awaitUpstream();
        call.connection().socket().resumeReads();
    }

    private void awaitUpstream() {
        if (begun) {
            deadline.set(Limit.IDLE, options.idleTimeout());
        } else {
            deadline.set(Limit.FIRST_BYTE, options.firstByteTimeout());
        }
    }

    private void end() {
        if (over) {
            return;
        }
        over = true;
        // A client slower than the last chunk may have left the connection paused; the next call must be able to read.
        if (paused) {
            call.connection().socket().resumeReads();
        }
        flushHeld();
        answer.end();
        ended.accept(new Outcome.Completed());
    }

    private void breakOff(Throwable cause) {
        if (over) {
            return;
        }
        over = true;
        call.reset();
        flushHeld();
        answer.breakOff();
        ended.accept(new Outcome.UpstreamFailed("broke off its answer: " + cause.getMessage()));
    }

    private void flushHeld() {
        if (stripper != null) {
            Buffer held = stripper.finish();
            if (held.length() > 0) {
                answer.response().write(held);
            }
        }
    }
}
