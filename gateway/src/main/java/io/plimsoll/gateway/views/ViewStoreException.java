package io.plimsoll.gateway.views;

/** A store of views could not be read or written. */
public final class ViewStoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ViewStoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
