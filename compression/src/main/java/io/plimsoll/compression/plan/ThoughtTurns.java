package io.plimsoll.compression.plan;

import io.plimsoll.budget.tokens.PromptRole;
import io.plimsoll.compression.HistoryMessage;
import java.util.ArrayList;
import java.util.List;

/** The turns of a history in which the model reasoned. */
final class ThoughtTurns {

    private ThoughtTurns() {}

    static void clear(Shortening shortening, Clearing.Thoughts wanted) {
        List<List<Integer>> turns = of(shortening.messages());
        int cleared = Math.max(0, turns.size() - wanted.keepTurns());
        turns.subList(0, cleared).forEach(turn -> turn.forEach(shortening::clearReasoning));
    }

    /** The messages that reason, turn by turn; a turn ends where the user speaks. */
    static List<List<Integer>> of(List<HistoryMessage> messages) {
        List<List<Integer>> turns = new ArrayList<>();
        boolean sameTurn = false;
        for (int i = 0; i < messages.size(); i++) {
            HistoryMessage message = messages.get(i);
            if (message.role() == PromptRole.USER) {
                sameTurn = false;
            }
            if (message.facts().hasReasoning()) {
                if (!sameTurn) {
                    turns.add(new ArrayList<>());
                }
                turns.getLast().add(i);
                sameTurn = true;
            }
        }
        return turns;
    }
}
