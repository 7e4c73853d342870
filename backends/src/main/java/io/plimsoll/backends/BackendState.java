package io.plimsoll.backends;

import java.time.Instant;

/** Whether a backend takes requests. Closed: routing, listing and display each say what they do in every state. */
public sealed interface BackendState {

    /** A lower-case word for logs, metrics and the dashboard. */
    String word();

    /**
     * Not known yet, or loading its model.
     *
     * @param reason what is waited for
     */
    record Starting(String reason) implements BackendState {
        @Override
        public String word() {
            return "starting";
        }
    }

    /** Answers, and takes requests. */
    record Healthy() implements BackendState {
        @Override
        public String word() {
            return "healthy";
        }
    }

    /**
     * Takes no requests until a health check succeeds.
     *
     * @param reason what went wrong
     * @param since when that began
     */
    record Failing(String reason, Instant since) implements BackendState {
        @Override
        public String word() {
            return "failing";
        }
    }
}
