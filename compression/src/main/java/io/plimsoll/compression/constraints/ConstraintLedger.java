package io.plimsoll.compression.constraints;

import io.plimsoll.budget.tokens.PromptCounter;
import io.plimsoll.compression.constraints.Instruction.Force;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/**
 * The instructions of a stretch of history, each once, in the order in which they were last given: of two that contradict
 * each other the newer one stands last. A pure function of the instructions. Immutable and thread-safe.
 */
public final class ConstraintLedger {

    private static final String HEADING =
            "The user's standing instructions in it, word for word (of two that differ, the later one holds)";
    /** The line end and the bullet, which the count of an instruction does not hold. */
    private static final int BULLET_TOKENS = 3;
    /** The heading with the longest remark that it may carry. */
    private static final int HEADING_TOKENS = 36;

    private final List<Instruction> instructions;

    private ConstraintLedger(List<Instruction> instructions) {
        this.instructions = List.copyOf(instructions);
    }

    /**
     * The ledger of {@code given}.
     *
     * @param given in the order in which the user gave them
     */
    public static ConstraintLedger of(List<Instruction> given) {
        SequencedMap<String, Instruction> latest = new LinkedHashMap<>();
        for (Instruction instruction : given) {
            latest.putLast(instruction.text(), instruction);
        }
        return new ConstraintLedger(new ArrayList<>(latest.values()));
    }

    /** The instructions, each text once. */
    public List<Instruction> instructions() {
        return instructions;
    }

    /** The tokens, or a few more, within which {@link #within} leaves nothing out; 0 if there is no instruction. */
    public int tokens(PromptCounter counter) {
        return instructions.isEmpty()
                ? 0
                : HEADING_TOKENS
                        + instructions.stream()
                                .mapToInt(each -> tokens(each, counter))
                                .sum();
    }

    /**
     * The instructions as a section of a block, in at most about {@code budget} tokens. Where they do not all fit, the binding
     * ones come first, of equally binding ones the newer ones; none is shortened.
     *
     * @return lines, each ended; empty if nothing fits
     */
    public String within(int budget, PromptCounter counter) {
        BitSet chosen = chosen(budget - HEADING_TOKENS, counter);
        if (chosen.isEmpty()) {
            return "";
        }
        int omitted = instructions.size() - chosen.cardinality();
        var section = new StringBuilder(HEADING);
        section.append(omitted == 0 ? ":\n" : "; " + omitted + " more are in the archive:\n");
        chosen.stream()
                .forEach(i ->
                        section.append("- ").append(instructions.get(i).text()).append('\n'));
        return section.toString();
    }

    private BitSet chosen(int budget, PromptCounter counter) {
        var chosen = new BitSet();
        int left = budget;
        for (int i : mostBindingFirst()) {
            if (left <= BULLET_TOKENS) {
                break;
            }
            int tokens = tokens(instructions.get(i), counter);
            if (tokens <= left) {
                chosen.set(i);
                left -= tokens;
            }
        }
        return chosen;
    }

    private List<Integer> mostBindingFirst() {
        List<Integer> order = new ArrayList<>(instructions.size());
        for (Force force : Force.values()) {
            IntStream.range(0, instructions.size())
                    .map(i -> instructions.size() - 1 - i)
                    .filter(i -> instructions.get(i).force() == force)
                    .forEach(order::add);
        }
        return Collections.unmodifiableList(order);
    }

    private static int tokens(Instruction instruction, PromptCounter counter) {
        return counter.text(instruction.text()) + BULLET_TOKENS;
    }
}
