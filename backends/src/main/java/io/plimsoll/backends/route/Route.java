package io.plimsoll.backends.route;

import io.plimsoll.backends.Backend;
import java.util.Optional;

/** Where a request goes. Closed: each refusal has another status at the edge. */
public sealed interface Route {

    /** The backend, where there is one. */
    default Optional<Backend> target() {
        return this instanceof To to ? Optional.of(to.backend()) : Optional.empty();
    }

    /**
     * To this backend.
     *
     * @param backend healthy, not full and serving the model when it was picked
     */
    record To(Backend backend) implements Route {}

    /** No backend has the model, and none answers to unknown names: the client gets its 404. */
    record UnknownModel() implements Route {}

    /** Backends have the model, but none is healthy or left untried. */
    record NoneHealthy() implements Route {}

    /** Healthy backends have the model, but all are at their operators' limits of requests. */
    record AllFull() implements Route {}
}
