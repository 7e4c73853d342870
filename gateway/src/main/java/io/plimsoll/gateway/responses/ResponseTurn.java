package io.plimsoll.gateway.responses;

import org.jspecify.annotations.Nullable;

/**
 * A Responses request with its whole history in it.
 *
 * @param body what is read and sent from here on; the client's own array where nothing had to change
 * @param kept what to keep of it once it is answered, or null where nothing is to be kept
 * @param previous the response that it continues, or null
 * @param session the session that the continued response belongs to, or null
 */
public record ResponseTurn(
        byte[] body,
        @Nullable Kept kept,
        @Nullable String previous,
        @Nullable String session) {

    /** A request that continues nothing and of which nothing is kept. */
    public static ResponseTurn alone(byte[] body) {
        return new ResponseTurn(body, null, null, null);
    }

    /**
     * What a request adds to its chain of responses.
     *
     * @param items its own input, with commas between the items
     * @param previous the response that it continues, or null
     */
    public record Kept(byte[] items, @Nullable String previous) {}
}
