package io.plimsoll.gateway.http;

import io.plimsoll.gateway.http.Outcome.Limit;
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

    /** What a client that does not read may leave in the gateway, besides one chunk. */
    private static final int QUEUE_BYTES = 128 << 10;

    private final ClientAnswer answer;
    private final UpstreamCall call;
    private final HttpClientResponse upstream;
    private final ExchangeListener listener;
    private final Deadline deadline;
    private final EdgeOptions options;
    private final Consumer<Outcome> ended;
    private AnswerEdit.@Nullable Events events;
    private @Nullable HeldDocument document;
    private boolean committed;
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

    /**
     * Relays the head and then the body.
     *
     * @param edit how the answer changes, or null for not at all
     * @throws IllegalArgumentException when the upstream's head cannot be sent on; nothing was sent then
     */
    void begin(@Nullable AnswerEdit edit) {
        listener.answered(upstream.statusCode(), upstream.headers());
        switch (edit) {
            case AnswerEdit.Document whole -> document = new HeldDocument(whole);
            case AnswerEdit.Events inPassing -> {
                events = inPassing;
                commit();
            }
            case null -> commit();
        }
        awaitUpstream();
        upstream.handler(this::relay).exceptionHandler(this::breakOff).endHandler(v -> end());
    }

    /** Whether the client has been told anything yet. */
    boolean isCommitted() {
        return committed;
    }

    private void commit() {
        HttpServerResponse response = answer.response();
        EndToEndHeaders.copyAnswer(upstream.headers(), response.headers());
        response.setStatusCode(upstream.statusCode());
        if (!upstream.statusMessage().equals(response.getStatusMessage())) {
            response.setStatusMessage(upstream.statusMessage());
        }
        if (events != null) {
            response.headers().remove(HttpHeaders.CONTENT_LENGTH);
        }
        listener.relaying(upstream.statusCode());
        for (Map.Entry<String, String> header : listener.responseHeaders()) {
            EndToEndHeaders.add(response.headers(), header.getKey(), header.getValue());
        }
        committed = true;
        answer.commit();
        response.setWriteQueueMaxSize(QUEUE_BYTES);
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
            flushBroken();
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
        if (document != null) {
            hold(document, chunk);
            return;
        }
        Buffer out;
        try {
            out = events == null ? chunk : events.feed(chunk);
        } catch (RuntimeException defect) {
            breakOff(defect);
            return;
        }
        write(out);
        HttpServerResponse response = answer.response();
        if (!paused && response.writeQueueFull()) {
            paused = true;
            call.connection().socket().pauseReads();
            deadline.set(Limit.CLIENT_STALL, options.clientStallTimeout());
            response.drainHandler(v -> resume());
        }
    }

    /** An answer that is too long to be held passes as it came. */
    private void hold(HeldDocument held, Buffer chunk) {
        if (!held.add(chunk)) {
            document = null;
            commit();
            write(held.bytes());
        }
    }

    private void write(Buffer bytes) {
        if (bytes.length() > 0) {
            listener.relayed(bytes);
            answer.response().write(bytes);
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
        if (document != null) {
            send(document.rewritten(upstream));
        } else {
            write(events == null ? Buffer.buffer() : events.finish());
            answer.end();
        }
        ended.accept(new Outcome.Completed());
    }

    private void send(ExchangePlan.Answer whole) {
        committed = true;
        listener.relaying(whole.status());
        listener.relayed(Buffer.buffer(whole.body()));
        answer.send(whole, listener.responseHeaders());
    }

    private void breakOff(Throwable cause) {
        if (over) {
            return;
        }
        over = true;
        call.reset();
        if (committed) {
            flushBroken();
            answer.breakOff();
        }
        ended.accept(new Outcome.UpstreamFailed("broke off its answer: " + cause.getMessage()));
    }

    private void flushBroken() {
        if (events != null) {
            write(events.breakOff());
        }
    }
}
