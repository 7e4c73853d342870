package io.plimsoll.compression.plan;

import io.plimsoll.budget.tokens.PromptCounter;
import io.plimsoll.budget.tokens.PromptRole;
import io.plimsoll.compression.constraints.ConstraintLedger;
import io.plimsoll.compression.constraints.Instruction;
import io.plimsoll.compression.constraints.InstructionDetector;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What the user said in a removed range: standing instructions word for word, whatever else has to give way, and quotes of
 * whole messages as far as they fit. An instruction that a quote holds is not said twice.
 */
final class UserWords implements Section {

    /** Instructions alone, of the line: a pasted rule book must not become the context. */
    private static final double INSTRUCTIONS = .1;

    private static final InstructionDetector DETECTOR = InstructionDetector.standard();

    private final History history;
    private final CutGoal goal;
    private final RemovedTexts texts;
    private final UserQuotes quotes;
    private final PromptCounter counter;
    private final Map<Integer, List<Instruction>> given = new HashMap<>();

    UserWords(History history, CutGoal goal, RemovedTexts texts, PromptCounter counter) {
        this.history = history;
        this.goal = goal;
        this.texts = texts;
        this.quotes = new UserQuotes(history, goal, texts, counter);
        this.counter = counter;
    }

    /** Instructions first: quotes share what is left of the room once every instruction has its own. */
    @Override
    public String in(Removal removed, int tokens) {
        List<Instruction> instructions = IntStream.range(
                        removed.range().from(), removed.range().to())
                .boxed()
                .flatMap(message -> instructions(message).stream())
                .toList();
        int room = Math.min(tokens, goal.ofLine(INSTRUCTIONS));
        int reserved = Math.min(room, ConstraintLedger.of(instructions).tokens(counter));
        String quoted = quotes.in(removed.range(), tokens - reserved);
        List<Instruction> unsaid = instructions.stream()
                .filter(instruction -> !quoted.contains(instruction.text()))
                .toList();
        return ConstraintLedger.of(unsaid).within(room, counter) + quoted;
    }

    /** Those of the user alone: what a tool answered may be an attacker's. */
    private List<Instruction> instructions(int message) {
        return given.computeIfAbsent(
                message,
                index -> history.messages().get(index).role() == PromptRole.USER
                        ? DETECTOR.in(texts.spoken(index, PromptRole.USER))
                        : List.of());
    }
}
