package io.plimsoll.backends.route;

import io.plimsoll.backends.Backend;
import java.util.List;

/** Decides whether a backend may take a request at all. Pure and thread-safe. */
@FunctionalInterface
public interface EndpointFilter {

    /** Whether it may. */
    boolean admits(Backend backend, RouteRequest request);

    /** Both must admit. */
    default EndpointFilter and(EndpointFilter other) {
        return (backend, request) -> admits(backend, request) && other.admits(backend, request);
    }

    /** The backends that it admits, in their order. */
    default List<Backend> keep(List<Backend> candidates, RouteRequest request) {
        return candidates.stream().filter(backend -> admits(backend, request)).toList();
    }
}
