package io.plimsoll.compression;

import io.plimsoll.budget.tokens.PromptRole;
import java.util.List;

/**
 * One part of the history as the backend sees it. Sealed: it is the client's own, the client's own with parts of it cleared or told in
 * fewer words, or written by a cut.
 */
public sealed interface RenderedElement {

    /** The client's messages that it is or stands for. */
    MessageRange source();

    /** Equal identities mean equal text; a message of the client may be spelt in another way. */
    ChainHash identity();

    /** The roles of its messages, in order; not empty. */
    List<PromptRole> roles();

    /** Its tokens, frames included. */
    int tokens();

    /**
     * A message of the client, with whatever was inserted into it.
     *
     * @param message its index in the client's history
     * @param tokens with insertions
     */
    record Kept(int message, PromptRole role, ChainHash identity, int tokens) implements RenderedElement {

        @Override
        public MessageRange source() {
            return new MessageRange(message, message + 1);
        }

        @Override
        public List<PromptRole> roles() {
            return List.of(role);
        }
    }

    /**
     * A message of the client that says less, with whatever was inserted into it.
     *
     * @param edit what is left out of it
     * @param tokens with insertions, without what is left out
     */
    record Shortened(Edit.Shorten edit, PromptRole role, ChainHash identity, int tokens) implements RenderedElement {

        @Override
        public MessageRange source() {
            return edit.place();
        }

        @Override
        public List<PromptRole> roles() {
            return List.of(role);
        }
    }

    /** What a cut wrote in the place of messages. */
    record Block(Edit.Replace edit) implements RenderedElement {

        @Override
        public MessageRange source() {
            return edit.place();
        }

        @Override
        public ChainHash identity() {
            byte[] bytes = edit.text().bytes();
            return ChainHash.of(bytes, 0, bytes.length);
        }

        @Override
        public List<PromptRole> roles() {
            return edit.text().roles();
        }

        @Override
        public int tokens() {
            return edit.text().tokens();
        }
    }
}
