package io.plimsoll.budget.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TokenCalibrationPropertyTest {

    @Property(tries = 200)
    void exactCountsStayExactlyAsTheyAre(
            @ForAll @Size(min = 1, max = 50) List<@IntRange(min = 1, max = 200_000) Integer> prompts) {
        var calibration = new TokenCalibration();
        for (int tokens : prompts) {
            calibration.observe(tokens, tokens);
            assertThat(calibration.corrected(tokens)).isEqualTo(tokens);
        }
    }

    @Property(tries = 200)
    void theErrorOfASimilarVocabularyShrinks(
            @ForAll @DoubleRange(min = .8, max = 1.2) double ratio,
            @ForAll @Size(min = 10, max = 50) List<@IntRange(min = 1_000, max = 200_000) Integer> prompts) {
        var calibration = new TokenCalibration();
        prompts.forEach(tokens -> calibration.observe(tokens, (int) Math.round(tokens * ratio)));
        int probe = 50_000;
        double before = Math.abs(probe - probe * ratio);
        double after = Math.abs(calibration.corrected(probe) - probe * ratio);
        assertThat(after).isLessThanOrEqualTo(Math.max(before, 1)).isLessThan(probe * .005);
    }

    @Property(tries = 200)
    void noReportsMoveTheCorrectionBeyondAQuarter(
            @ForAll @Size(max = 50) List<@IntRange(min = 1, max = 1_000_000) Integer> reports) {
        var calibration = new TokenCalibration();
        reports.forEach(reported -> calibration.observe(10_000, reported));
        assertThat(calibration.corrected(10_000)).isBetween(7_500, 12_500);
    }

    @Test
    void whatCannotBeACountOfThePromptIsIgnored() {
        var calibration = new TokenCalibration();
        for (int i = 0; i < 10; i++) {
            calibration.observe(10_000, 7);
            calibration.observe(10_000, 90_000);
            calibration.observe(10, 20);
        }
        assertThat(calibration.corrected(10_000)).isEqualTo(10_000);
    }
}
