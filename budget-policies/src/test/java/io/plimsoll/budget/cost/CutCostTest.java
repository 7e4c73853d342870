package io.plimsoll.budget.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.plimsoll.budget.cost.CutCost.Proposal;
import io.plimsoll.budget.geometry.ModelWork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CutCostTest {

    /** Llama-3.1-8B in 16 bits on one H100, and an agent whose turns have 4,500 new tokens and 440 of output. */
    private static final CutCost COST = new CutCost(new ModelWork(8.03e9, 32, 32, 128), 131_072, Hardware.USUAL);

    private static final TurnShape TURN = new TurnShape(4_500, 440);

    @Test
    void aContextTokenCostsItsReadsAndItsAttentionInEachTurn() {
        var oneToken = new Proposal(1, 0, 0);

        assertThat(COST.gainSeconds(oneToken, TURN, 0)).isCloseTo(4.50e-6, within(.005e-6));
        assertThat(COST.gainSeconds(oneToken, TURN, 1)).isCloseTo(29.09e-6, within(.005e-6));
    }

    @ParameterizedTest
    @CsvSource({
        "131072, 16384, 3.337, 0.636, 0.19, 0.11",
        "131072, 32768, 2.860, 1.541, 0.54, 0.44",
        "65536,  32768, 0.953, 1.541, 1.62, 1.33",
        "32768,  16384, 0.477, 0.636, 1.33, 0.75",
        "32768,  8192,  0.715, 0.285, 0.40, 0.01",
        "16384,  8192,  0.238, 0.285, 1.19, 0.03"
    })
    void aCutBreaksEvenWhereItsPrefillIsEarnedBack(
            int before, int after, double gain, double prefill, double turns, double turnsBehindPrefix) {
        var cut = new Proposal(before, after, 0);

        assertThat(COST.gainSeconds(cut, TURN, 1)).isCloseTo(gain, within(.001));
        assertThat(COST.prefillSeconds(after, 0)).isCloseTo(prefill, within(.001));
        assertThat(COST.breakEvenTurns(cut, TURN, 1)).isCloseTo(turns, within(.01));
        assertThat(COST.breakEvenTurns(new Proposal(before, after, 8_000), TURN, 1))
                .isCloseTo(turnsBehindPrefix, within(.01));
    }

    @Test
    void paysOnlyIfItsTurnsOutlastItsBreakEven() {
        var cut = new Proposal(65_536, 32_768, 0);

        assertThat(COST.pays(cut, TURN, 1.6, 1)).isFalse();
        assertThat(COST.pays(cut, TURN, 1.7, 1)).isTrue();
    }

    @Test
    void withoutAValueOfKvOnlyAttentionIsGained() {
        var cut = new Proposal(65_536, 32_768, 0);
        double turns = TURN.turnsToFill(32_768);

        assertThat(turns).isCloseTo(6.63, within(.01));
        assertThat(COST.pays(cut, TURN, turns, 0)).isFalse();
        assertThat(COST.pays(cut, TURN, turns, 1)).isTrue();
    }

    @Test
    void whatFreesNothingNeverPays() {
        assertThat(COST.pays(new Proposal(100, 100, 0), TURN, 1_000, 1)).isFalse();
        assertThat(COST.pays(new Proposal(200, 100, 0), new TurnShape(0, 0), 1_000, 1))
                .isFalse();
    }

    @Test
    void refusesACutThatGrows() {
        assertThatThrownBy(() -> new Proposal(100, 101, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("proposed cut: 100 to 101 tokens, 0 kept (expected: 0 <= kept <= after <= before)");
    }
}
