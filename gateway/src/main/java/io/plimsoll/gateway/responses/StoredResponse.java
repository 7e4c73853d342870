package io.plimsoll.gateway.responses;

import io.plimsoll.compression.ByteRange;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A response that can be asked for and continued. The arrays are never written to.
 *
 * @param id its id, as the engine gave it
 * @param previous the id of the response that it continues, or null
 * @param session how the client named the session that it belongs to, or null
 * @param input the items that its own request added, with commas between them; empty for none
 * @param document the response as the engine sent it: a JSON object
 * @param output the items of its output in {@code document}, with commas between them; empty for none
 */
record StoredResponse(
        String id,
        @Nullable String previous,
        @Nullable String session,
        byte[] input,
        byte[] document,
        ByteRange output) {

    /** What an entry costs beside its bytes: ids, the key and the cache's own node. */
    private static final int OVERHEAD_BYTES = 1 << 10;

    /** The items of its output, with commas between them. */
    byte[] outputItems() {
        return Arrays.copyOfRange(document, output.start(), output.end());
    }

    /** About how much memory it holds. */
    int heldBytes() {
        return OVERHEAD_BYTES + input.length + document.length;
    }
}
