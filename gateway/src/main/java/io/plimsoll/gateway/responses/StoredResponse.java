package io.plimsoll.gateway.responses;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A response that can be asked for and continued. The arrays are never written to.
 *
 * @param previous the id of the response that it continues, or null
 * @param session how the client named the session that it belongs to, or null
 * @param input the items that its own request added, with commas between them; empty for none
 * @param document the response as the engine sent it: a JSON object
 * @param outline what was read of the document
 */
record StoredResponse(
        @Nullable String previous, @Nullable String session, byte[] input, byte[] document, ResponseDocument outline) {

    /** What an entry costs beside its bytes: ids, the key and the cache's own node. */
    private static final int OVERHEAD_BYTES = 1 << 10;

    /** Its id, as the engine gave it. */
    String id() {
        return outline.id();
    }

    /** The items of its output, with commas between them; empty for none. */
    byte[] output() {
        return Arrays.copyOfRange(
                document, outline.output().start(), outline.output().end());
    }

    /** The item of its output with this id, which it must have. */
    byte[] item(String id) {
        var range = outline.items().get(id);
        if (range == null) {
            throw new IllegalArgumentException(
                    "response '" + id() + "': item: '" + id + "' (expected: one of its own)");
        }
        return Arrays.copyOfRange(document, range.start(), range.end());
    }

    /** About how much memory it holds. */
    int heldBytes() {
        return OVERHEAD_BYTES + input.length + document.length;
    }
}
