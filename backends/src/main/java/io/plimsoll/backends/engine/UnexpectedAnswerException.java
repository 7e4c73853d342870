package io.plimsoll.backends.engine;

/** A server that answered something else than was asked for. Without stack trace: servers do. */
public final class UnexpectedAnswerException extends RuntimeException {

    private final int status;

    UnexpectedAnswerException(String path, int status, String expected) {
        super(path + ": status " + status + " (expected: " + expected + ")", null, false, false);
        this.status = status;
    }

    /** The answer's HTTP status. */
    public int status() {
        return status;
    }
}
