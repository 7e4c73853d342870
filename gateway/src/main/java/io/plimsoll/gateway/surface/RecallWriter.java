package io.plimsoll.gateway.surface;

import io.plimsoll.compression.ByteRange;
import io.plimsoll.compression.Conversation;
import java.util.Optional;

/** Puts recalled text into a message of the client, in the dialect of the request. Pure. */
public interface RecallWriter {

    /**
     * Where {@code text} goes in message {@code index}: in front of a user's own words, so that these stay last; behind
     * the text of a tool result. Empty when the message has no place for text.
     *
     * @return offset from the start of the message, and the bytes to put there
     */
    Optional<Place> place(Conversation conversation, int index, String text);

    /**
     * An insertion into a message.
     *
     * @param offset bytes from the start of the message
     * @param bytes what to put there
     */
    record Place(int offset, byte[] bytes) {

        /** The place as a range of the request body. */
        public ByteRange at(ByteRange message) {
            return new ByteRange(message.start() + offset, message.start() + offset);
        }
    }
}
