package io.plimsoll.backends.engine;

/** A server that listens but cannot answer yet, such as one that is loading its model. Without stack trace: it is expected. */
public final class EngineNotReadyException extends RuntimeException {

    /** @param reason what the server says about itself */
    public EngineNotReadyException(String reason) {
        super(reason, null, false, false);
    }
}
