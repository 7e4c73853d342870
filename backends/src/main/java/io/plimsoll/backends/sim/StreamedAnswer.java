package io.plimsoll.backends.sim;

import io.vertx.core.http.HttpServerResponse;

/**
 * An answer that is sent token by token. The simulation does not wait for a slow client: what it cannot take yet is kept as
 * a number of tokens, and written when the connection has drained. Created per request, belongs to one event loop.
 */
final class StreamedAnswer implements SimulationDriver.Course {

    private static final int TOKENS_PER_WRITE = 64;

    private final HttpServerResponse response;
    private final Answer answer;
    private final Surface.Events events;
    private int generated;
    private int written;
    private boolean complete;

    /** Sends the head of {@code response} at once, before the first token is there. */
    StreamedAnswer(HttpServerResponse response, Answer answer, Surface.Events events) {
        this.response = response;
        this.answer = answer;
        this.events = events;
        response.putHeader("content-type", "text/event-stream; charset=utf-8").setChunked(true);
        response.drainHandler(drained -> write());
        response.writeHead();
    }

    @Override
    public void admitted(int hitTokens) {
        answer.admitted(hitTokens);
    }

    @Override
    public void generated(int tokens) {
        generated += tokens;
        write();
    }

    @Override
    public void ended() {
        complete = true;
        write();
    }

    private void write() {
        while (written < generated && !response.writeQueueFull()) {
            int next = Math.min(generated, written + TOKENS_PER_WRITE);
            response.write((written == 0 ? events.begin() : "") + events.tokens(written, next));
            written = next;
        }
        if (complete && written == generated && !response.ended()) {
            response.end(events.end());
        }
    }
}
