package io.plimsoll.gateway.surface;

/**
 * Writes out what a request's body only stands for, such as a history that was compacted, before its dialect is read: engines
 * do not know these words. Thread-safe.
 */
@FunctionalInterface
public interface Expansion {

    /** For dialects in which a request says all of it itself. */
    Expansion NONE = (tenant, body) -> Turn.alone(body);

    /**
     * The request with its whole history in it. A body that is no request of its dialect passes: who reads it says what is
     * wrong with it.
     *
     * @param tenant whose request it is
     * @param body the whole body, never written to
     * @throws MalformedRequestException when it stands for what is not known here, or cannot be read
     */
    Turn expand(String tenant, byte[] body) throws MalformedRequestException;

    /** Whether {@link #expand} costs no more than to read the body as it is. */
    default boolean isQuick(byte[] body) {
        return true;
    }
}
