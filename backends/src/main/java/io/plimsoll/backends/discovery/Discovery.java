package io.plimsoll.backends.discovery;

import io.plimsoll.backends.engine.EngineFacts;
import io.plimsoll.backends.engine.InferenceEngine;
import io.plimsoll.backends.resilience.BackendFailure;

/** What an attempt to find out about a server led to. Closed: a server answers, is not ready, or is not there. */
public sealed interface Discovery {

    /**
     * The server answers.
     *
     * @param engine its kind
     * @param facts what it said
     */
    record Found(InferenceEngine engine, EngineFacts facts) implements Discovery {}

    /**
     * The server listens and is still starting.
     *
     * @param reason what it says about itself
     */
    record NotReady(String reason) implements Discovery {}

    /**
     * The server is not there, or not well.
     *
     * @param failure how the attempt failed
     * @param reason the same for a reader
     */
    record Failed(BackendFailure failure, String reason) implements Discovery {}
}
