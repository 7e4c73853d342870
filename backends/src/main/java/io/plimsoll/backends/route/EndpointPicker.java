package io.plimsoll.backends.route;

import io.plimsoll.backends.Backend;
import io.plimsoll.backends.Backends;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Picks the backend for a request: out of those that are healthy, have the model and room for one more request, the one that
 * holds the lane's KV cache; else the one with the most free KV memory, then with the fewest requests waiting, then with the
 * fewest in flight, then each in turn. A backend that refused a moment ago comes after all others, also for its own lanes: a
 * cache is no use where the request is not let in. Thread-safe.
 */
public final class EndpointPicker {

    private static final EndpointFilter UNTRIED =
            (backend, request) -> !request.exclude().contains(backend.name());
    private static final EndpointFilter HEALTHY =
            (backend, request) -> backend.status().isHealthy();
    private static final EndpointFilter NOT_FULL = (backend, request) -> backend.hasRoom();

    private final Backends fleet;
    private final List<EndpointScorer> scorers;
    private final AtomicInteger turn = new AtomicInteger();

    /**
     * @param fleet whom to pick from
     * @param headroom free memory by the ledger
     */
    public EndpointPicker(Backends fleet, KvHeadroom headroom) {
        this.fleet = fleet;
        this.scorers = List.of(
                (backend, request) -> backend.isBackingOff() ? 0 : 1,
                (backend, request) -> backend.name().equals(request.preferred()) ? 1 : 0,
                (backend, request) -> headroom.freeTokens(backend),
                (backend, request) -> -waiting(backend),
                (backend, request) -> -backend.inFlight());
    }

    /** The best backend now, or why there is none. Nothing is reserved. */
    public Route pick(RouteRequest request) {
        var knowing = serving(request.model());
        if (knowing.isEmpty()) {
            return new Route.UnknownModel();
        }
        var healthy = HEALTHY.and(UNTRIED).keep(knowing, request);
        if (healthy.isEmpty()) {
            return new Route.NoneHealthy();
        }
        var open = NOT_FULL.keep(healthy, request);
        return open.isEmpty() ? new Route.AllFull() : new Route.To(best(open, request));
    }

    /** Backends that list the model, else those that may serve it all the same. */
    private List<Backend> serving(String model) {
        var listed = fleet.all().stream()
                .filter(backend -> backend.status().models().stream().anyMatch(served -> served.isCalled(model)))
                .toList();
        return listed.isEmpty()
                ? fleet.all().stream()
                        .filter(backend -> backend.mayServe(model))
                        .toList()
                : listed;
    }

    private Backend best(List<Backend> candidates, RouteRequest request) {
        var best = candidates;
        for (var scorer : scorers) {
            if (best.size() == 1) {
                break;
            }
            best = highest(best, scorer, request);
        }
        return best.get(Math.floorMod(turn.getAndIncrement(), best.size()));
    }

    private static List<Backend> highest(List<Backend> candidates, EndpointScorer scorer, RouteRequest request) {
        var best = new ArrayList<Backend>();
        double top = Double.NEGATIVE_INFINITY;
        for (var candidate : candidates) {
            double score = scorer.score(candidate, request);
            if (score > top) {
                top = score;
                best.clear();
            }
            if (score == top) {
                best.add(candidate);
            }
        }
        return best;
    }

    private static int waiting(Backend backend) {
        var load = backend.status().load();
        return load == null ? 0 : load.waiting();
    }
}
