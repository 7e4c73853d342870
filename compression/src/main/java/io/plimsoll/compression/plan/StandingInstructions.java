package io.plimsoll.compression.plan;

import io.plimsoll.budget.tokens.PromptCounter;
import io.plimsoll.budget.tokens.PromptRole;
import io.plimsoll.compression.MessageRange;
import io.plimsoll.compression.constraints.ConstraintLedger;
import io.plimsoll.compression.constraints.Instruction;
import io.plimsoll.compression.constraints.InstructionDetector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the user said in a removed range that holds from then on, word for word. It has room before all that a block may say.
 * Read from the client's own messages each time, so that blocks that are made one lose none of it, and from what the user
 * says in them alone: what a tool answered instructs nobody.
 */
final class StandingInstructions implements Section {

    /** All of them together, of the line. */
    private static final double SHARE = .1;
    /** Under small lines they may take a larger share: a dozen short ones. */
    private static final int AT_LEAST_TOKENS = 600;

    private static final InstructionDetector DETECTOR = InstructionDetector.standard();

    private final History history;
    private final CutGoal goal;
    private final RemovedTexts texts;
    private final PromptCounter counter;
    private final Map<Integer, List<Instruction>> found = new HashMap<>();
    private final Map<MessageRange, ConstraintLedger> ledgers = new HashMap<>();

    StandingInstructions(History history, CutGoal goal, RemovedTexts texts, PromptCounter counter) {
        this.history = history;
        this.goal = goal;
        this.texts = texts;
        this.counter = counter;
    }

    @Override
    public String in(Removal removed, int tokens) {
        return ledger(removed.range()).within(Math.min(tokens, most()), counter);
    }

    /** The tokens within which none is left out, as far as their share of the line goes. */
    int tokens(MessageRange removed) {
        return Math.min(ledger(removed).tokens(counter), most());
    }

    private int most() {
        return Math.min(goal.lineTokens() / 3, Math.max(AT_LEAST_TOKENS, goal.ofLine(SHARE)));
    }

    private ConstraintLedger ledger(MessageRange removed) {
        return ledgers.computeIfAbsent(removed, this::read);
    }

    private ConstraintLedger read(MessageRange removed) {
        List<Instruction> given = new ArrayList<>();
        for (int i = removed.from(); i < removed.to(); i++) {
            if (history.messages().get(i).role() == PromptRole.USER) {
                given.addAll(found.computeIfAbsent(i, message -> DETECTOR.in(texts.spoken(message, PromptRole.USER))));
            }
        }
        return ConstraintLedger.of(given);
    }
}
