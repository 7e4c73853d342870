package io.plimsoll.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;

/**
 * Decides what becomes of each request. Called on the request's event loop, so no method may block; shared by all event
 * loops, so implementations are thread-safe. The future of {@link #plan} may complete on any thread.
 */
public interface ExchangePlanner {

    /** Whether the planner wants to see the body of such a request. */
    BodyHandling handling(HttpMethod method, String path, MultiMap headers);

    /**
     * What to do with the request. A failed future, or an exception, is answered with {@link #failure} of {@link
     * EdgeFailure#INTERNAL}. When the client has left meanwhile, a {@link ExchangePlan.Forward} is not sent: its listener
     * hears {@link Outcome.ClientGone} at once.
     */
    Future<ExchangePlan> plan(ClientRequest request);

    /** The answer that tells the client of a failure, in the client's dialect. Must not throw. */
    ExchangePlan.Answer failure(ClientRequestHead head, EdgeFailure failure);
}
