package io.plimsoll.bench.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CountErrorsTest {

    @Test
    void tellsMeanAndPercentilesOfRelativeErrors() {
        var errors = new CountErrors();
        for (int i = 1; i <= 100; i++) {
            errors.add(1_000 + i, 1_000);
        }

        assertThat(errors.requests()).isEqualTo(100);
        assertThat(errors.mean()).isCloseTo(.0505, within(1e-9));
        assertThat(errors.percentile(.95)).isCloseTo(.095, within(1e-9));
        assertThat(errors.percentile(1)).isCloseTo(.1, within(1e-9));
    }

    @Test
    void countsTooMuchAndTooLittleAlike() {
        var errors = new CountErrors();
        errors.add(90, 100);
        errors.add(110, 100);

        assertThat(errors.mean()).isCloseTo(.1, within(1e-9));
    }

    @Test
    void isZeroWithoutRequests() {
        var errors = new CountErrors();

        assertThat(errors.mean()).isZero();
        assertThat(errors.percentile(.95)).isZero();
    }
}
