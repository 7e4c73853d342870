package io.plimsoll.gateway.surface;

import org.jspecify.annotations.Nullable;

/** A body that is not a request of its dialect. The message names place, value and rule, and is meant for the client. */
public final class MalformedRequestException extends Exception {

    private static final long serialVersionUID = 1L;

    private final @Nullable String param;

    MalformedRequestException(String message, @Nullable String param) {
        super(message, null, false, false);
        this.param = param;
    }

    /** The field at fault, such as {@code messages[3].role}, or null where the body as a whole is. */
    public @Nullable String param() {
        return param;
    }
}
