package io.plimsoll.gateway.surface;

import org.jspecify.annotations.Nullable;

/**
 * A request with its whole history in it.
 *
 * @param body what is read and sent from here on; the client's own array where nothing had to change
 * @param kept what to keep of it once it is answered, or null where nothing is to be kept
 * @param previous the response that it continues, or null
 * @param session the session that a continued response belongs to, or null
 * @param compacted whether a note stands for the beginning of the history
 */
public record Turn(
        byte[] body,
        @Nullable Kept kept,
        @Nullable String previous,
        @Nullable String session,
        boolean compacted) {

    /** A request that continues nothing and of which nothing is kept. */
    public static Turn alone(byte[] body) {
        return new Turn(body, null, null, null, false);
    }

    /**
     * What a request adds to its chain of responses.
     *
     * @param items its own input, with commas between the items
     * @param previous the response that it continues, or null
     */
    public record Kept(byte[] items, @Nullable String previous) {}
}
