package io.plimsoll.backends.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StepTimesTest {

    private final StepTimes times = new StepTimes(ReplicaSpec.referenceReplica());

    @ParameterizedTest
    @CsvSource({"1, 3.3125", "16, 20.1739", "8192, 30.5"})
    void readsMoreExpertsTheMoreTokensPass(int tokens, double gigabytes) {
        assertThat(times.weightBytes(tokens) / 1e9).isCloseTo(gigabytes, within(0.00005));
    }

    @ParameterizedTest
    @CsvSource({"1, 4.1180", "16, 7.2638", "64, 9.1033", "8192, 9.1903"})
    void stepsCostTheirWeights(int tokens, double milliseconds) {
        assertThat(times.base(tokens) * 1000).isCloseTo(milliseconds, within(0.00005));
    }

    @ParameterizedTest
    @CsvSource({"100000, 1.2825", "1200000, 15.3905", "2237040, 28.6909"})
    void decodingReadsEveryLiveKvByte(long contextTokens, double milliseconds) {
        assertThat(times.kvRead(contextTokens) * 1000).isCloseTo(milliseconds, within(0.00005));
    }

    @ParameterizedTest
    @CsvSource({"8192, 0, 85.2951", "1808, 8192, 24.2707", "2000, 80000, 113.4792", "8192, 80000, 480.0894"})
    void prefillCostsMoreBehindLongContext(int tokens, int done, double milliseconds) {
        assertThat(times.prefill(tokens, done) * 1000).isCloseTo(milliseconds, within(0.00005));
    }

    @Test
    void decodeStretchIsTheSumOfItsSteps() {
        double sum = 0;
        for (int i = 0; i < 100; i++) {
            sum += times.base(7) + times.kvRead(70_000 + 7L * i);
        }

        assertThat(times.decode(100, 7, 70_000)).isCloseTo(sum, within(1e-9));
    }

    @Test
    void denseModelReadsAllItsWeights() {
        var reference = ReplicaSpec.referenceReplica();
        var model = reference.model();
        var dense = new ReplicaSpec(
                reference.hardware(),
                new ReplicaSpec.Model(
                        8e9, model.kvBytesPerToken(), new ReplicaSpec.Weights(16e9, 0, 1, 1), model.attention()),
                reference.pool(),
                reference.efficiency(),
                reference.frontEnd());

        assertThat(new StepTimes(dense).expertCoverage(1)).isEqualTo(1);
        assertThat(new StepTimes(dense).weightBytes(1)).isEqualTo(16e9);
    }

    @Test
    void refusesShareAboveOne() {
        assertThatThrownBy(() -> new ReplicaSpec.Efficiency(1.2, 0.5, 0.5, 0.5, 0.001))
                .hasMessage("replica: efficiency.weightRead: 1.2 (expected: in (0, 1])");
    }
}
