package io.plimsoll.gateway.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.budget.cost.CutCost;
import io.plimsoll.budget.cost.Hardware;
import io.plimsoll.budget.cost.TurnShape;
import io.plimsoll.budget.geometry.ModelWork;
import io.plimsoll.compression.Cut;
import io.plimsoll.compression.View;
import io.plimsoll.compression.plan.CutGoal;
import io.plimsoll.compression.plan.CutGoal.Timing;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CutBoundsTest {

    private static final int LINE = 40_000;
    private static final CutCost COST = new CutCost(new ModelWork(8.03e9, 32, 32, 128), 131_072, Hardware.USUAL);
    private static final TurnShape TURN = new TurnShape(500, 100);

    @Test
    void whatWouldBeRefusedIsCutForWhateverItFrees() {
        assertThat(bounds(Timing.EARLY, 45_000, worth(0, false)).isMade(cut(45_001, 44_990), 0))
                .isTrue();
    }

    @Test
    void aLineThatOnlyPressureDrewIsNotWorthACutThatFreesLittle() {
        CutBounds bounds = bounds(Timing.EARLY, 100_000, worth(1, false));

        assertThat(bounds.isMade(cut(45_000, 35_001), 0)).isFalse();
        assertThat(bounds.isMade(cut(45_000, 35_000), 0)).isTrue();
    }

    @Test
    void aCutOverTheLineAsksNoPrice() {
        assertThat(bounds(Timing.EARLY, 100_000, worth(0, false)).isMade(cut(45_000, 20_000), 0))
                .isTrue();
    }

    @Test
    void anEarlyCutIsMadeOnlyWhereFreedMemoryIsWorthIt() {
        Cut early = cut(36_000, 20_000);

        assertThat(bounds(Timing.EARLY, 100_000, worth(1, false)).isMade(early, 8_000))
                .isTrue();
        assertThat(bounds(Timing.EARLY, 100_000, worth(0, false)).isMade(early, 8_000))
                .isFalse();
    }

    @Test
    void aPrefillThatIsOwedInAnyCaseCostsNothing() {
        assertThat(bounds(Timing.PREFIX_COLD, 100_000, worth(.01, true)).isMade(cut(30_000, 16_000), 0))
                .isTrue();
        assertThat(bounds(Timing.PREFIX_COLD, 100_000, worth(.01, false)).isMade(cut(30_000, 16_000), 0))
                .isFalse();
    }

    @Test
    void aCutIsPlannedFromThreeQuartersOnAndBelowIfThePrefixIsCold() {
        assertThat(bounds(Timing.EARLY, 100_000, worth(1, false)).mayCut(30_000))
                .isFalse();
        assertThat(bounds(Timing.EARLY, 100_000, worth(1, false)).mayCut(30_001))
                .isTrue();
        assertThat(bounds(Timing.PREFIX_COLD, 100_000, worth(1, true)).mayCut(26_000))
                .isFalse();
        assertThat(bounds(Timing.PREFIX_COLD, 100_000, worth(1, true)).mayCut(26_001))
                .isTrue();
    }

    private static CutBounds bounds(Timing timing, int hardTokens, CutWorth worth) {
        return new CutBounds(new CutGoal(LINE, 16_000, 3, .25, timing, Instant.EPOCH), hardTokens, hardTokens, worth);
    }

    private static CutWorth worth(double kvValue, boolean owed) {
        return new CutWorth(() -> COST, TURN, kvValue, owed);
    }

    private static Cut cut(int before, int after) {
        return new Cut(View.EMPTY, List.of(), new Cut.Tokens(before, after), 3, true, false);
    }
}
