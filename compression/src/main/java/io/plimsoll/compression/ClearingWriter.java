package io.plimsoll.compression;

import io.plimsoll.budget.tokens.PromptMessage;
import java.util.List;
import java.util.Optional;

/**
 * Writes messages of the client that say less, in the dialect of the request. Pure: what stands in a cleared place depends on
 * nothing but what was there, so the same history is always cleared to the same bytes.
 */
public interface ClearingWriter {

    /**
     * Takes all reasoning out of a message, in whole blocks.
     *
     * @return places from the start of the message, by rising place; empty where there is no reasoning or nothing else
     */
    List<Splice> withoutReasoning(Conversation conversation, int message);

    /**
     * Takes the content out of a tool's result, or the arguments out of a call.
     *
     * @param segment of the message, a {@link SegmentKind#TOOL_RESULT} or a {@link SegmentKind#TOOL_CALL}
     * @return a place from the start of the message; empty where nothing would become shorter
     */
    Optional<Splice> cleared(Conversation conversation, int message, Segment segment);

    /**
     * Puts {@code text} in the place of all text of a tool's result. Images and what else a result holds stay.
     *
     * @param segment of the message, a {@link SegmentKind#TOOL_RESULT}
     * @return a place from the start of the message; empty where the segment holds no text, or no fewer bytes would be written
     */
    Optional<Splice> shortened(Conversation conversation, int message, Segment segment, String text);

    /** Reads a message that says less, as {@link MessageReader} reads those of the client. */
    List<PromptMessage> read(byte[] message);
}
