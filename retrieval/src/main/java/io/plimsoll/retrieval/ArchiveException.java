package io.plimsoll.retrieval;

/** The archive could not do what was asked: its disk or index failed. Nothing was acknowledged. */
public final class ArchiveException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ArchiveException(String message, Throwable cause) {
        super(message, cause);
    }
}
