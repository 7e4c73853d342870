package io.plimsoll.gateway.responses;

import io.plimsoll.gateway.http.ClientRequest;
import io.plimsoll.gateway.surface.MalformedRequestException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes a short history of a long one. Blocking, thread-safe. */
public interface Compactor {

    /**
     * Compacts the history of a request; what is left out can be found again in the session's archive.
     *
     * @param request a request of {@code /v1/responses} with its whole history
     * @return without user items where the request has none
     * @throws MalformedRequestException when it is no such request
     */
    Compacted compact(ClientRequest request) throws MalformedRequestException;

    /**
     * What is left of a history.
     *
     * @param userItems the user's messages in the client's bytes, in order; the oldest may be missing. A bare string is one
     * @param note what the rest held, or null when there was no rest
     * @param inputTokens tokens of the whole history
     * @param noteTokens tokens of the note
     */
    record Compacted(List<byte[]> userItems, @Nullable String note, int inputTokens, int noteTokens) {

        public Compacted {
            userItems = List.copyOf(userItems);
        }
    }
}
