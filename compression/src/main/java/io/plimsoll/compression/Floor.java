package io.plimsoll.compression;

import io.plimsoll.budget.tokens.PromptRole;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The part of a history that no edit may hide: the last user message, and the last atom with everything behind it. A final
 * assistant text (a prefill) or system note is not what the model answers to, so the atom before it counts as the last.
 *
 * @param lastUser the atom of the last user message, null where there is none or the tail holds it
 * @param tailFrom the first message of the last atom
 * @param messages how many messages the history has
 */
public record Floor(@Nullable MessageRange lastUser, int tailFrom, int messages) {

    /** The floor of {@code conversation}. */
    public static Floor of(Conversation conversation) {
        return of(conversation, Atoms.of(conversation));
    }

    /** The floor of {@code conversation}, whose atoms are known. */
    public static Floor of(Conversation conversation, Atoms atoms) {
        int tailFrom = tailFrom(conversation.messages(), atoms);
        int user = lastUser(conversation.messages());
        if (user < 0 || user >= tailFrom) {
            return new Floor(null, tailFrom, conversation.messages().size());
        }
        return new Floor(atoms.at(user), tailFrom, conversation.messages().size());
    }

    /** Whether any of {@code range} is floor. */
    public boolean overlaps(MessageRange range) {
        return range.to() > tailFrom || (lastUser != null && lastUser.overlaps(range));
    }

    /** This floor with the messages from {@code message} on, if that is more. */
    public Floor from(int message) {
        if (message >= tailFrom) {
            return this;
        }
        boolean userInTail = lastUser != null && lastUser.from() >= message;
        return new Floor(userInTail ? null : lastUser, message, messages);
    }

    private static int tailFrom(List<HistoryMessage> messages, Atoms atoms) {
        int atom = atoms.ranges().size() - 1;
        while (atom > 0 && trails(messages, atoms.ranges().get(atom))) {
            atom--;
        }
        return atom < 0 ? 0 : atoms.ranges().get(atom).from();
    }

    private static boolean trails(List<HistoryMessage> messages, MessageRange atom) {
        for (HistoryMessage message : messages.subList(atom.from(), atom.to())) {
            boolean answerable = message.role() == PromptRole.USER
                    || message.role() == PromptRole.TOOL
                    || !message.facts().calls().isEmpty();
            if (answerable) {
                return false;
            }
        }
        return true;
    }

    private static int lastUser(List<HistoryMessage> messages) {
        int user = messages.size() - 1;
        while (user >= 0 && messages.get(user).role() != PromptRole.USER) {
            user--;
        }
        return user;
    }
}
