package io.plimsoll.compression;

import java.util.Optional;

/** Puts an insertion, or fewer words, into a message that the client spells in another way by now, in the dialect of the request. Pure. */
public interface InsertPlacer {

    /**
     * The insertion in the message as {@code conversation} spells it.
     *
     * @param insert made for the same message; its anchor stands in {@code conversation}
     * @return empty when the message has no place for text
     */
    Optional<Edit.Insert> place(Conversation conversation, Edit.Insert insert);

    /**
     * What tells all of a message in fewer words, in the message as {@code conversation} spells it.
     *
     * @param shorten made for the same message; its anchor stands in {@code conversation}, and it {@link
     *     Edit.Shorten#tellsAll()}
     * @return empty when the message has no place for one of its parts
     */
    default Optional<Edit.Shorten> place(Conversation conversation, Edit.Shorten shorten) {
        return Optional.empty();
    }
}
