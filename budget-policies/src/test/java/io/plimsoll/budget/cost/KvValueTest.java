package io.plimsoll.budget.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.plimsoll.budget.policy.PressureBand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KvValueTest {

    private static final PressureBand BAND = new PressureBand(.5, .9);

    @Test
    void anIdlePoolGivesItNone() {
        assertThat(KvValue.IDLE.in(BAND)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"0.5, 0,   0", "0.6, 0,   0.25", "0.2, 0.7, 0.5", "0.7, NaN, 0.5", "0.9, 0.1, 1", "3.0, 0.1, 1"})
    void itRisesThroughTheBandByWhatIsScarcest(double pressure, double usage, double value) {
        assertThat(new KvValue(pressure, usage, 0, false).in(BAND)).isCloseTo(value, within(1e-9));
    }

    @Test
    void requestsThatWaitOrAreThrownOutGiveItAll() {
        assertThat(new KvValue(.1, .1, 1, false).in(BAND)).isEqualTo(1);
        assertThat(new KvValue(.1, .1, 0, true).in(BAND)).isEqualTo(1);
    }

    @Test
    void aBandWithoutWidthIsAStep() {
        var step = new PressureBand(.8, .8);

        assertThat(new KvValue(.79, .1, 0, false).in(step)).isZero();
        assertThat(new KvValue(.80, .1, 0, false).in(step)).isEqualTo(1);
    }

    @Test
    void refusesWhatNoPoolSays() {
        assertThatThrownBy(() -> new KvValue(-1, 0, 0, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("KV value: pressure -1.0, usage 0.0, 0 waiting (expected: none negative)");
    }
}
