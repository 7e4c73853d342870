package io.plimsoll.compression;

import io.plimsoll.budget.tokens.PromptRole;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One difference between what the client sent and what the backend sees. Its bytes are fixed when it is made and replayed
 * on every later request, so the prompt's prefix stays. Immutable; the arrays are never written to.
 *
 * <p>Sealed because rendering, swallowing and persistence each have to know every kind.
 */
public sealed interface Edit {

    /** The client's messages that the edit stands for or lies in. */
    MessageRange place();

    /** The chain hash of the last message of {@link #place()}: a request without it there has another history. */
    ChainHash anchor();

    /** Why and when it was made. */
    Origin origin();

    /** How many bytes it puts into the request. */
    int writtenBytes();

    /** Whether {@code conversation} holds the very messages that this edit was made for. */
    default boolean appliesTo(Conversation conversation) {
        int last = place().to() - 1;
        return last < conversation.chain().size()
                && conversation.chain().get(last).equals(anchor());
    }

    /**
     * Whole messages give way to other elements of the history array, or to nothing.
     *
     * @param removedTokens tokens of the client's messages in {@code place}
     */
    record Replace(MessageRange place, ChainHash anchor, Text text, int removedTokens, Origin origin) implements Edit {

        @Override
        public int writtenBytes() {
            return text.bytes().length;
        }
    }

    /**
     * Parts of one message say less, or nothing; the rest of it stays the client's own. It keeps its role, its calls and its
     * results. Its places are byte offsets, so it is good for one spelling of the message; what tells all in fewer words is
     * placed anew when that changes, and what clears goes.
     *
     * @param message the message that is shorter
     * @param raw {@link HistoryMessage.Facts#raw()} of the spelling that the parts are places in
     * @param parts by rising place, never overlapping; not empty
     */
    record Shorten(int message, ChainHash anchor, ChainHash raw, List<Part> parts, Origin origin) implements Edit {

        public Shorten {
            parts = List.copyOf(parts);
            if (parts.isEmpty()) {
                throw new IllegalArgumentException("shorten: message " + message + ": no parts (expected: some)");
            }
        }

        @Override
        public MessageRange place() {
            return new MessageRange(message, message + 1);
        }

        @Override
        public int writtenBytes() {
            return parts.stream()
                    .mapToInt(part -> part.splice().replacement().length)
                    .sum();
        }

        /** By how many tokens the message is shorter. */
        public int savedTokens() {
            return parts.stream().mapToInt(Part::savedTokens).sum();
        }

        /** Whether what tools were asked and answered still stands, word for word or in fewer words. */
        public boolean keepsToolUses() {
            return parts.stream().allMatch(part -> part.kind() == SegmentKind.REASONING || part.told() != null);
        }

        /** Whether all of it still stands, in fewer words: nothing is cleared. */
        public boolean tellsAll() {
            return parts.stream().allMatch(part -> part.told() != null);
        }

        /** Whether any of it names an earlier result. */
        public boolean refersBack() {
            return parts.stream()
                    .anyMatch(part -> part.told() != null && part.told().refersBack());
        }

        /** The same in another spelling of its message. */
        public Shorten respelt(ChainHash newRaw, List<Part> places) {
            return new Shorten(message, anchor, newRaw, places, origin);
        }

        /** This shortening in the message as {@code conversation}, to which it applies, spells it; empty if it has no place. */
        Optional<Shorten> in(Conversation conversation) {
            if (isSpeltIn(conversation)) {
                return Optional.of(this);
            }
            return tellsAll() ? conversation.placer().place(conversation, this) : Optional.empty();
        }

        /** Whether {@code conversation}, to which it applies, spells the message as it was spelt. */
        boolean isSpeltIn(Conversation conversation) {
            return conversation.messages().get(message).facts().raw().equals(raw);
        }
    }

    /**
     * A part of a message that says less.
     *
     * @param kind what it was
     * @param callId the id that ties a call to its result, empty for reasoning
     * @param splice its bytes, from the start of the message, and those that stand there instead
     * @param savedTokens by how many tokens the message is shorter for it; at least 0
     * @param told what it tells in fewer words; null for what is cleared, which tells nothing any more
     */
    record Part(
            SegmentKind kind,
            String callId,
            Splice splice,
            int savedTokens,
            @Nullable Told told) {

        /** A part that is cleared. */
        public Part(SegmentKind kind, String callId, Splice splice, int savedTokens) {
            this(kind, callId, splice, savedTokens, null);
        }

        public Part {
            if (savedTokens < 0) {
                throw new IllegalArgumentException(
                        "shortened part: saved tokens: " + savedTokens + " (expected: >= 0)");
            }
        }

        /** Sizes only: the texts are a client's. */
        @Override
        public String toString() {
            return "Part[" + kind + ", " + splice + ", " + savedTokens + " tokens less]";
        }
    }

    /**
     * Fewer words.
     *
     * @param text in no dialect
     * @param refersBack whether it names an earlier result, and tells all only as long as that stands
     */
    record Told(String text, boolean refersBack) {

        /** Sizes only: the text is a client's. */
        @Override
        public String toString() {
            return "Told[" + text.length() + " characters" + (refersBack ? ", refers back]" : "]");
        }
    }

    /**
     * Text spliced into one message. Its place is a byte offset, so it is good for one spelling of that message; clients
     * spell a message in another way once it is no longer the newest (they move cache marks, and write a lone block as a
     * string), so {@link View#on} has it placed anew.
     *
     * @param message the message that it lies in
     * @param raw {@link HistoryMessage.Facts#raw()} of the spelling that it is placed in
     * @param offset where its bytes go, from the start of the message
     * @param passage what it says, in no dialect
     * @param text has no roles: it adds no element
     */
    record Insert(int message, ChainHash anchor, ChainHash raw, int offset, String passage, Text text, Origin origin)
            implements Edit {

        public Insert {
            if (offset < 0) {
                throw new IllegalArgumentException("insert: offset: " + offset + " (expected: >= 0)");
            }
            if (text.isEmpty() || !text.roles().isEmpty()) {
                throw new IllegalArgumentException("insert: text: " + text + " (expected: bytes, and no roles)");
            }
        }

        @Override
        public MessageRange place() {
            return new MessageRange(message, message + 1);
        }

        @Override
        public int writtenBytes() {
            return text.bytes().length;
        }

        /** The same in another spelling of its message. */
        public Insert respelt(ChainHash newRaw, int newOffset, byte[] bytes) {
            return new Insert(
                    message, anchor, newRaw, newOffset, passage, new Text(bytes, List.of(), text.tokens()), origin);
        }

        /** This insertion in the message as {@code conversation}, to which it applies, spells it; empty if there is no place. */
        Optional<Insert> in(Conversation conversation) {
            boolean asMade = conversation.messages().get(message).facts().raw().equals(raw);
            return asMade ? Optional.of(this) : conversation.placer().place(conversation, this);
        }
    }

    /**
     * Bytes in the dialect of the request.
     *
     * @param bytes for a {@link Replace} elements of the history array with commas between them and none at either end,
     *     empty for nothing; for an {@link Insert} whatever continues its message
     * @param roles the role of each element, in order
     * @param tokens what the bytes add to the prompt, frames included
     */
    record Text(byte[] bytes, List<PromptRole> roles, int tokens) {

        /** Nothing at all. */
        public static final Text NOTHING = new Text(new byte[0], List.of(), 0);

        public Text {
            roles = List.copyOf(roles);
            if (tokens < 0) {
                throw new IllegalArgumentException("edit text: tokens: " + tokens + " (expected: >= 0)");
            }
            if (bytes.length == 0 && (tokens > 0 || !roles.isEmpty())) {
                throw new IllegalArgumentException(
                        "edit text: no bytes, " + tokens + " tokens, roles " + roles + " (expected: none of them)");
            }
        }

        /** Whether there is nothing to render. */
        public boolean isEmpty() {
            return bytes.length == 0;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Text text
                    && tokens == text.tokens
                    && roles.equals(text.roles)
                    && Arrays.equals(bytes, text.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }

        /** Sizes only: the bytes are a client's text. */
        @Override
        public String toString() {
            return "Text[" + bytes.length + " bytes, " + roles + ", " + tokens + " tokens]";
        }
    }

    /**
     * Where an edit comes from; it takes no part in rendering.
     *
     * @param reason a short fixed phrase for explanations: {@code over the line}
     * @param madeAt when
     * @param cut the number of the cut within its view, from 1; an insertion carries the number of cuts before it
     */
    record Origin(String reason, Instant madeAt, long cut) {}
}
