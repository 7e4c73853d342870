package io.plimsoll.backends.route;

import io.plimsoll.backends.Backend;

/** Says how well a backend suits a request. Thread-safe. Scorers are asked in order, the next only where all before tie. */
@FunctionalInterface
public interface EndpointScorer {

    /** The more the better; any range, compared among backends for one request only. */
    double score(Backend backend, RouteRequest request);
}
