package io.plimsoll.backends.sim;

import io.vertx.core.http.HttpServerResponse;

/** Notices when a client goes away before its answer is complete. Belongs to one event loop. */
final class Departure {

    private boolean happened;
    private Runnable reaction = () -> {};

    Departure(HttpServerResponse response) {
        response.closeHandler(closed -> happen());
        response.exceptionHandler(failed -> happen());
    }

    boolean happened() {
        return happened;
    }

    /** Runs {@code reaction} when the client goes away. */
    void then(Runnable newReaction) {
        reaction = newReaction;
    }

    private void happen() {
        if (!happened) {
            happened = true;
            reaction.run();
        }
    }
}
