package io.plimsoll.backends;

import io.plimsoll.backends.probe.LoadSample;
import io.plimsoll.backends.resilience.BackendFailure;

/**
 * Hears what happens to backends, for meters and logs. Called on the event loop that noticed it: return at once, throw
 * nothing.
 */
public interface BackendListener {

    /** Hears nothing. */
    BackendListener NONE = new BackendListener() {};

    /** The backend changed from one state to another kind of state. */
    default void stateChanged(Backend backend, BackendState before, BackendState after) {}

    /** A probe read the backend's load. */
    default void loadRead(Backend backend, LoadSample sample) {}

    /** A request or a probe failed by the backend's fault. */
    default void failed(Backend backend, BackendFailure failure) {}

    /** The backend refused a request for lack of room. */
    default void refused(Backend backend) {}
}
