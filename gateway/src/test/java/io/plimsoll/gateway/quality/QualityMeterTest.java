package io.plimsoll.gateway.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.plimsoll.budget.config.PolicyEntry;
import io.plimsoll.budget.config.QualitySettings;
import io.plimsoll.compression.quality.CallNews;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class QualityMeterTest {

    private static final PolicyEntry POLICY = policy("default", true);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final QualityMeter meter = new QualityMeter(registry);

    @Test
    void policyThatNobodyMeasuredHasNotBackedOff() {
        assertThat(meter.backOff(POLICY)).isEqualTo(BackOff.NONE);
        assertThat(meter.extraShare("default")).isZero();
    }

    @Test
    void tellsByHowMuchMoreCallsAreExtraOnesAfterCuts() {
        meter.took(POLICY, false, calls(100, 5));
        meter.took(POLICY, true, calls(50, 4));
        assertThat(meter.extraShare("default")).isEqualTo(.03, within(1e-9));
    }

    @Test
    void backsOffWhenCutsMakeAgentsTakeExtraSteps() {
        meter.took(POLICY, false, calls(200, 4));
        meter.took(POLICY, true, calls(200, 40));
        assertThat(meter.backOff(POLICY).step()).isEqualTo(1);
        assertThat(registry.get("plimsoll.quality.backoff")
                        .tag("policy", "default")
                        .gauge()
                        .value())
                .isEqualTo(1);
    }

    @Test
    void staysWhereAgentsRepeatThemselvesWithWholeHistoryAsWell() {
        meter.took(POLICY, false, calls(200, 40));
        meter.took(POLICY, true, calls(200, 40));
        assertThat(meter.backOff(POLICY)).isEqualTo(BackOff.NONE);
    }

    @Test
    void fewCallsProveNothing() {
        meter.took(POLICY, false, calls(200, 0));
        meter.took(POLICY, true, calls(20, 20));
        assertThat(meter.backOff(POLICY)).isEqualTo(BackOff.NONE);
    }

    @Test
    void isJudgedAnewAfterEachStep() {
        meter.took(POLICY, false, calls(200, 0));
        meter.took(POLICY, true, calls(100, 50));
        meter.took(POLICY, true, calls(1, 1));
        assertThat(meter.backOff(POLICY).step()).isEqualTo(1);
        meter.took(POLICY, true, calls(100, 50));
        assertThat(meter.backOff(POLICY).step()).isEqualTo(2);
        meter.took(POLICY, true, calls(100, 50));
        assertThat(meter.backOff(POLICY).step()).isEqualTo(BackOff.MOST);
    }

    @Test
    void comesBackWhenExtraStepsAreGone() {
        meter.took(POLICY, false, calls(500, 5));
        meter.took(POLICY, true, calls(100, 50));
        meter.took(POLICY, true, calls(300, 1));
        assertThat(meter.backOff(POLICY)).isEqualTo(BackOff.NONE);
    }

    @Test
    void policyThatMustNotBackOffIsMeasuredAllTheSame() {
        PolicyEntry stubborn = policy("stubborn", false);
        meter.took(stubborn, false, calls(200, 0));
        meter.took(stubborn, true, calls(200, 100));
        assertThat(meter.backOff(stubborn)).isEqualTo(BackOff.NONE);
        assertThat(meter.extraShare("stubborn")).isEqualTo(.5, within(1e-9));
    }

    @Test
    void countsCallsByWhatTheyBrought() {
        meter.took(POLICY, true, List.of(CallNews.REREAD, CallNews.NEW, CallNews.NEW));
        assertThat(registry.get("plimsoll.quality.calls")
                        .tag("history", "cut")
                        .tag("news", "new")
                        .counter()
                        .count())
                .isEqualTo(2);
    }

    private static PolicyEntry policy(String name, boolean backsOff) {
        return new PolicyEntry(
                name,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                new QualitySettings(null, backsOff));
    }

    private static List<CallNews> calls(int count, int extra) {
        List<CallNews> calls = new ArrayList<>(Collections.nCopies(extra, CallNews.REREAD));
        calls.addAll(Collections.nCopies(count - extra, CallNews.NEW));
        return calls;
    }
}
