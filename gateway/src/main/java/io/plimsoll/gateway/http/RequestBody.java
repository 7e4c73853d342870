package io.plimsoll.gateway.http;

import io.vertx.core.http.HttpServerRequest;

/** What is sent to an upstream as the request's body. Closed: the three differ in what an attempt may repeat. */
sealed interface RequestBody {

    /** Whether it can be sent again. */
    boolean isReplayable();

    /** No body, and no header that announces one. */
    record None() implements RequestBody {
        @Override
        public boolean isReplayable() {
            return true;
        }
    }

    /** A body in memory, not to be changed. */
    record Collected(byte[] bytes) implements RequestBody {
        @Override
        public boolean isReplayable() {
            return true;
        }
    }

    /**
     * The paused request of a client that is still sending.
     *
     * @param declaredBytes negative when it is chunked
     */
    record Streamed(HttpServerRequest source, long declaredBytes) implements RequestBody {
        @Override
        public boolean isReplayable() {
            return false;
        }
    }
}
