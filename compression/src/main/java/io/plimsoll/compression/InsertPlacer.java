package io.plimsoll.compression;

import java.util.Optional;

/** Puts an insertion into a message that the client spells in another way by now, in the dialect of the request. Pure. */
public interface InsertPlacer {

    /**
     * The insertion in the message as {@code conversation} spells it.
     *
     * @param insert made for the same message; its anchor stands in {@code conversation}
     * @return empty when the message has no place for text
     */
    Optional<Edit.Insert> place(Conversation conversation, Edit.Insert insert);
}
