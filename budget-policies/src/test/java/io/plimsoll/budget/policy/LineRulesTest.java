package io.plimsoll.budget.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineRulesTest {

    private static final PressureBand BAND = new PressureBand(0.7, 0.9);
    private static final LineRules RULES = new LineRules(OptionalInt.of(64_000), 8_000, 0, 0.5, BAND);
    private static final LineRules UNCAPPED = new LineRules(OptionalInt.empty(), 8_000, 0, 0.5, BAND);

    /** Ten lanes that would each like a fifth of the pool. */
    private static final List<Claim> CROWD = Collections.nCopies(10, Claim.of(40_000));

    private static final OptionalInt NO_WINDOW = OptionalInt.empty();

    @Test
    void drawsNoLineWhereNothingLimits() {
        assertThat(UNCAPPED.line(pool(0.1), 1, 0, NO_WINDOW))
                .returns(Integer.MAX_VALUE, LoadLine::lineTokens)
                .returns(LimitedBy.NONE, LoadLine::limitedBy);
    }

    @Test
    void keepsTheCapWithoutPressure() {
        assertThat(RULES.line(pool(0.69), 1, 0, NO_WINDOW)).isEqualTo(new LoadLine(64_000, 32_000, LimitedBy.CAP));
    }

    @ParameterizedTest
    @CsvSource({"0.7, 18000", "0.8, 16000", "0.9, 14000", "2.5, 14000"})
    void sinksFromFullToStartOfThePoolAsPressureRises(double pressure, int lineTokens) {
        assertThat(RULES.line(pool(pressure), 1, 0, NO_WINDOW))
                .isEqualTo(new LoadLine(lineTokens, lineTokens / 2, LimitedBy.WATER_LEVEL));
    }

    @Test
    void sharesByWeight() {
        assertThat(RULES.line(pool(0.9), 2, 0, NO_WINDOW).lineTokens()).isEqualTo(28_000);
    }

    @Test
    void leavesALaneFreeUnderPressureIfAllClaimsFit() {
        var load = new PoolLoad(0.8, 200_000, List.of(Claim.of(100_000), Claim.of(50_000)));

        assertThat(UNCAPPED.line(load, 1, 0, NO_WINDOW).limitedBy()).isEqualTo(LimitedBy.NONE);
    }

    @Test
    void neverSinksBelowTheFloor() {
        var load = new PoolLoad(3, 20_000, CROWD);

        assertThat(RULES.line(load, 1, 0, NO_WINDOW)).isEqualTo(new LoadLine(8_000, 4_000, LimitedBy.FLOOR));
    }

    @Test
    void leavesRoomAboveWhatCannotBeCut() {
        var roomy = new LineRules(OptionalInt.of(64_000), 8_000, 20_000, 0.5, BAND);

        assertThat(roomy.line(pool(0.9), 1, 15_000, NO_WINDOW))
                .isEqualTo(new LoadLine(35_000, 17_500, LimitedBy.FLOOR));
        assertThat(roomy.line(pool(0.9), 1, 60_000, NO_WINDOW).lineTokens()).isEqualTo(64_000);
    }

    @Test
    void bowsToTheBackendsWindowEvenBelowTheFloor() {
        assertThat(RULES.line(pool(0.1), 1, 0, OptionalInt.of(4_096)))
                .isEqualTo(new LoadLine(4_096, 2_048, LimitedBy.WINDOW));
    }

    @Test
    void refusesRulesThatContradictThemselves() {
        assertThatThrownBy(() -> new LineRules(OptionalInt.of(1_000), 8_000, 0, 0.5, BAND))
                .hasMessage("line rules: floorTokens: 8000 (expected: >= 1 and <= cap 1000)");
        assertThatThrownBy(() -> new LineRules(OptionalInt.empty(), 8_000, 0, 1, BAND))
                .hasMessage("line rules: lowWater: 1.0 (expected: > 0 and < 1)");
        assertThatThrownBy(() -> new PressureBand(0.9, 0.7))
                .hasMessage("pressure band: start 0.9, full 0.7 (expected: 0 < start <= full <= 1)");
    }

    private static PoolLoad pool(double pressure) {
        return new PoolLoad(pressure, 200_000, CROWD);
    }
}
