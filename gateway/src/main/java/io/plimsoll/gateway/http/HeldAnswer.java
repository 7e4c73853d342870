package io.plimsoll.gateway.http;

import io.vertx.core.http.HttpClientResponse;

/** An overloaded upstream's answer, unread, which is passed on only if no better one comes. Not thread-safe. */
final class HeldAnswer {

    private final UpstreamCall call;
    private final HttpClientResponse response;
    private boolean lost;

    HeldAnswer(UpstreamCall call, HttpClientResponse response) {
        this.call = call;
        this.response = response;
        response.pause();
        response.exceptionHandler(e -> lost = true);
    }

    UpstreamCall call() {
        return call;
    }

    HttpClientResponse response() {
        return response;
    }

    /** Whether it broke off while it was held. */
    boolean isLost() {
        return lost;
    }

    void discard() {
        call.reset();
    }
}
