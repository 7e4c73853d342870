package io.plimsoll.budget.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LoadLineTest {

    private static final LoadLine LINE = new LoadLine(1_000, 400, LimitedBy.CAP);

    @Test
    void passesARequestUpToTheLine() {
        assertThat(LINE.decide(1_000, 100)).isEqualTo(new BudgetDecision.Pass());
    }

    @Test
    void cutsARequestAboveTheLineToLowWater() {
        assertThat(LINE.decide(1_001, 100)).isEqualTo(new BudgetDecision.Cut(1_000, 400));
    }

    @Test
    void doesNotCutIntoWhatIsIrreducible() {
        assertThat(LINE.decide(1_001, 700)).isEqualTo(new BudgetDecision.Cut(1_000, 700));
    }

    @Test
    void refusesARequestWhoseIrreduciblePartDoesNotFit() {
        assertThat(LINE.decide(2_000, 1_001)).isEqualTo(new BudgetDecision.Refuse(1_001, 1_000));
    }

    @Test
    void tellsInShadowWhatItWouldHaveDone() {
        assertThat(LINE.decide(500, 100).inShadow()).isEqualTo(new BudgetDecision.Pass());
        assertThat(LINE.decide(1_001, 100).inShadow())
                .isEqualTo(new BudgetDecision.Shadowed(new BudgetDecision.Cut(1_000, 400)));
        assertThat(LINE.decide(2_000, 1_001).inShadow().inShadow())
                .isEqualTo(new BudgetDecision.Shadowed(new BudgetDecision.Refuse(1_001, 1_000)));
    }

    @Test
    void refusesCountsThatContradictEachOther() {
        assertThatThrownBy(() -> LINE.decide(10, 11)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new LoadLine(10, 11, LimitedBy.CAP)).isInstanceOf(IllegalArgumentException.class);
    }
}
