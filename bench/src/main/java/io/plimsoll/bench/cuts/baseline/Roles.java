package io.plimsoll.bench.cuts.baseline;

import io.plimsoll.budget.tokens.PromptMessage;
import io.plimsoll.budget.tokens.PromptRole;
import java.util.ArrayList;
import java.util.List;

/** What belongs together in a history, and how one with holes becomes legal again. Stateless. */
final class Roles {

    private static final PromptMessage START = PromptMessage.of(PromptRole.USER, "[earlier messages cut]");

    private Roles() {}

    /** Places that live or die together: a message, with the results behind it. */
    static List<List<Integer>> atoms(List<PromptMessage> messages) {
        List<List<Integer>> atoms = new ArrayList<>();
        for (int i = 0; i < messages.size(); i++) {
            if (messages.get(i).role() != PromptRole.TOOL || atoms.isEmpty()) {
                atoms.add(new ArrayList<>());
            }
            atoms.getLast().add(i);
        }
        return atoms;
    }

    /** Where the user spoke first; -1 for nowhere. */
    static int firstUser(List<PromptMessage> messages) {
        return messages.stream().map(PromptMessage::role).toList().indexOf(PromptRole.USER);
    }

    /** Where the user spoke last; -1 for nowhere. */
    static int lastUser(List<PromptMessage> messages) {
        int last = messages.size() - 1;
        while (last >= 0 && messages.get(last).role() != PromptRole.USER) {
            last--;
        }
        return last;
    }

    /** The history with neighbours of one role made one message, and the user first. */
    static List<PromptMessage> alternating(List<PromptMessage> messages) {
        List<PromptMessage> legal = new ArrayList<>();
        for (PromptMessage message : messages) {
            boolean joins = !legal.isEmpty()
                    && message.role() != PromptRole.TOOL
                    && legal.getLast().role() == message.role()
                    && legal.getLast().calls().isEmpty();
            if (joins) {
                String text = (legal.removeLast().text() + "\n\n" + message.text()).strip();
                legal.add(new PromptMessage(message.role(), text, "", message.calls(), "", 0));
            } else {
                legal.add(message);
            }
        }
        if (legal.isEmpty() || legal.getFirst().role() != PromptRole.USER) {
            legal.addFirst(START);
        }
        return legal;
    }
}
