package io.plimsoll.gateway.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.gateway.pipeline.PrefixWarmth.Signs;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PrefixWarmthTest {

    private static final Duration SHORT = Duration.ofSeconds(10);
    private static final Duration LONG = Duration.ofSeconds(11);

    @Test
    void aPrefixThatWasJustSentIsWarm() {
        assertThat(PrefixWarmth.of(new Signs(50_000, true, 50_400, SHORT, false, true)))
                .isEqualTo(PrefixWarmth.WARM);
        assertThat(PrefixWarmth.of(new Signs(50_000, true, 50_400, null, false, true)))
                .as("a request of the lane still runs")
                .isEqualTo(PrefixWarmth.WARM);
    }

    @Test
    void aNewLaneHasNothingToLose() {
        assertThat(PrefixWarmth.of(new Signs(0, false, 0, null, false, true))).isEqualTo(PrefixWarmth.WARM);
    }

    @Test
    void aLaneThatHasToMoveLeavesItsPrefixBehind() {
        assertThat(PrefixWarmth.of(new Signs(50_000, false, 0, null, false, false)))
                .isEqualTo(PrefixWarmth.MOVED);
    }

    @Test
    void aReplicaThatStartedAnewHasForgottenIt() {
        assertThat(PrefixWarmth.of(new Signs(50_000, true, 50_400, SHORT, true, false)))
                .isEqualTo(PrefixWarmth.EMPTIED);
    }

    @Test
    void whatTheBooksGaveToOthersIsGone() {
        assertThat(PrefixWarmth.of(new Signs(50_000, true, 14_000, SHORT, false, false)))
                .isEqualTo(PrefixWarmth.EVICTED);
        assertThat(PrefixWarmth.of(new Signs(50_000, true, 16_000, SHORT, false, false)))
                .isEqualTo(PrefixWarmth.WARM);
    }

    @Test
    void aLongRestIsLostOnlyWhereRoomWasWanted() {
        assertThat(PrefixWarmth.of(new Signs(50_000, true, 50_400, LONG, false, true)))
                .isEqualTo(PrefixWarmth.LONG_IDLE);
        assertThat(PrefixWarmth.of(new Signs(50_000, true, 50_400, LONG, false, false)))
                .isEqualTo(PrefixWarmth.WARM);
        assertThat(PrefixWarmth.LONG_IDLE.isCold()).isTrue();
        assertThat(PrefixWarmth.WARM.isCold()).isFalse();
    }
}
