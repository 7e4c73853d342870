package io.plimsoll.budget.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TurnShapeTest {

    @Test
    void fillsRoomByWhatEachTurnAdds() {
        assertThat(new TurnShape(300, 100).turnsToFill(2_000)).isEqualTo(5);
    }

    @Test
    void roomForLessThanATurnLastsOne() {
        assertThat(new TurnShape(300, 100).turnsToFill(10)).isEqualTo(1);
        assertThat(new TurnShape(0, 0).turnsToFill(10)).isEqualTo(10);
    }

    @Test
    void refusesTurnsThatShrink() {
        assertThatThrownBy(() -> new TurnShape(-1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("turn: -1.0 new, 0.0 output tokens (expected: both >= 0)");
    }
}
