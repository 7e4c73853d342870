package io.plimsoll.compression.constraints;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.compression.LetterCounter;
import io.plimsoll.compression.constraints.Instruction.Force;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConstraintLedgerTest {

    private static final Instruction NEVER = new Instruction("Never push to main.", Force.BINDING);
    private static final Instruction ALWAYS = new Instruction("Always run the linter.", Force.BINDING);
    private static final Instruction TABS = new Instruction("I prefer tabs.", Force.GUIDING);

    private final LetterCounter counter = new LetterCounter();

    @Test
    void saysEachInstructionOnceWhereItWasLastGiven() {
        var ledger = ConstraintLedger.of(List.of(NEVER, TABS, NEVER));
        assertThat(ledger.instructions()).containsExactly(TABS, NEVER);
        assertThat(ledger.within(10_000, counter)).endsWith(":\n- I prefer tabs.\n- Never push to main.\n");
    }

    @Test
    void leavesNothingOutWithinTheTokensThatItAsksFor() {
        var ledger = ConstraintLedger.of(List.of(NEVER, TABS, ALWAYS));
        assertThat(ledger.within(ledger.tokens(counter), counter))
                .contains(NEVER.text(), TABS.text(), ALWAYS.text())
                .doesNotContain("archive");
    }

    @Test
    void keepsBindingOnesWhereNotAllFit() {
        var ledger = ConstraintLedger.of(List.of(NEVER, ALWAYS, TABS));
        int room = ledger.tokens(counter) - 1;
        assertThat(ledger.within(room, counter))
                .contains(NEVER.text(), ALWAYS.text(), "1 more are in the archive")
                .doesNotContain(TABS.text());
    }

    @Test
    void isEmptyWithoutInstructionsOrRoom() {
        assertThat(ConstraintLedger.of(List.of()).within(1_000, counter)).isEmpty();
        assertThat(ConstraintLedger.of(List.of()).tokens(counter)).isZero();
        assertThat(ConstraintLedger.of(List.of(NEVER)).within(-5, counter)).isEmpty();
    }
}
