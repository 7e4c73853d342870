package io.plimsoll.gateway.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DemoOptionsTest {

    @Test
    void sharesTheTimeBetweenBothHalves() {
        var options = new DemoOptions(60, 24, 0, false);

        assertThat(options.warmUp()).isEqualTo(Duration.ofSeconds(10));
        assertThat(options.measured()).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void refusesWhatCannotRun() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DemoOptions(1, 24, 0, false))
                .withMessage("demo: seconds: 1 (expected: >= 2)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DemoOptions(60, 0, 0, false))
                .withMessage("demo: sessions: 0 (expected: >= 1)");
    }

    @Test
    void bringsPoliciesThatAreValid() {
        assertThat(Variant.values())
                .allSatisfy(variant -> assertThat(variant.policy().policies()).hasSize(1));
    }
}
