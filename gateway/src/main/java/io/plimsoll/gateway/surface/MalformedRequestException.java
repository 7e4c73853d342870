package io.plimsoll.gateway.surface;

import org.jspecify.annotations.Nullable;

/** A body that is not a request of its dialect. The message names place, value and rule, and is meant for the client. */
public final class MalformedRequestException extends Exception {

    private static final long serialVersionUID = 1L;

    private final ClientError error;
    private final @Nullable String param;

    /** A request that is wrong in itself. */
    public MalformedRequestException(String message, @Nullable String param) {
        this(ClientError.BAD_REQUEST, message, param);
    }

    /** A request that asks for what is not there or not to be had. */
    public MalformedRequestException(ClientError error, String message, @Nullable String param) {
        super(message, null, false, false);
        this.error = error;
        this.param = param;
    }

    /** How the client is answered. */
    public ClientError error() {
        return error;
    }

    /** The field at fault, such as {@code messages[3].role}, or null where the body as a whole is. */
    public @Nullable String param() {
        return param;
    }
}
