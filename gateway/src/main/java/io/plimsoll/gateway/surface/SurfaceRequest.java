package io.plimsoll.gateway.surface;

import io.plimsoll.compression.BlockWriter;
import io.plimsoll.compression.ByteRange;
import io.plimsoll.compression.ClearingWriter;
import io.plimsoll.compression.Conversation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the gateway acts on of a request; everything else stays bytes.
 *
 * @param model the model asked for, never blank
 * @param stream whether the answer is to be an event stream
 * @param maxOutputTokens the most tokens that the client lets the model make, or null
 * @param hints what the body says about the session it belongs to
 * @param usageSlot where a request for usage can be put in, or null when the client asked by itself, does not stream, or
 *     the dialect reports usage anyway
 * @param contextEdits what the client asks to have done to its history, in its order
 * @param history the conversation, or null where this dialect has none or its shape is not known
 */
public record SurfaceRequest(
        String model,
        boolean stream,
        @Nullable Integer maxOutputTokens,
        SessionHints hints,
        @Nullable ByteInsertion usageSlot,
        List<ContextEdit> contextEdits,
        @Nullable History history) {

    public SurfaceRequest {
        contextEdits = List.copyOf(contextEdits);
    }

    /**
     * Session names that stand in the body; each is null when absent.
     *
     * @param promptCacheKey {@code prompt_cache_key}
     * @param conversation {@code conversation} or {@code conversation.id}
     * @param metadataUserId {@code metadata.user_id}
     * @param metadataSessionId {@code metadata.session_id}
     */
    public record SessionHints(
            @Nullable String promptCacheKey,
            @Nullable String conversation,
            @Nullable String metadataUserId,
            @Nullable String metadataSessionId) {

        /** A body that names no session. */
        public static final SessionHints NONE = new SessionHints(null, null, null, null);
    }

    /**
     * An edit outside the history.
     *
     * @param range what it replaces, possibly empty
     * @param bytes what stands there instead
     */
    public record ByteInsertion(ByteRange range, byte[] bytes) {}

    /**
     * A history that can be counted, cut and added to.
     *
     * @param conversation the messages behind the head
     * @param systemText text of the leading system message, empty for none
     * @param toolDefinitions JSON of each tool definition, in order
     * @param blocks writes the messages of a cut
     * @param recalls writes recalled text into a message
     * @param clearings writes messages that say less
     */
    public record History(
            Conversation conversation,
            String systemText,
            List<String> toolDefinitions,
            BlockWriter blocks,
            RecallWriter recalls,
            ClearingWriter clearings) {

        public History {
            toolDefinitions = List.copyOf(toolDefinitions);
        }
    }
}
