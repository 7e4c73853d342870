package io.plimsoll.compression.reduce.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.compression.reduce.Reading;
import io.plimsoll.compression.reduce.ReducerContract;
import io.plimsoll.compression.reduce.Target;
import io.plimsoll.compression.reduce.ToolText;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JsonSampleTest {

    private static final int ROWS = 300;

    @Test
    void keepsErrorsAndOutliersAndWhatTheGoalNames() {
        String reduced = reduced(requests(), 250, "Why was request req-0142x slow?");

        assertThat(reduced)
                .contains("connection refused")
                .contains("req-0142x")
                .contains("99000")
                .contains("req-0120x,queued,140,fine,true")
                .contains("req-0000x")
                .contains("req-0299x");
    }

    @Test
    void saysHowManyRowsOfWhatWereLeftOut() {
        String reduced = reduced(requests(), 400, "");

        assertThat(reduced).containsPattern("^\\[\\d+ of 300; left out: \\d+ state=done, \\d+ state=queued\\]\\{");
    }

    @Test
    void keepsAsManyRowsAsFit() {
        for (int limit : new int[] {400, 800, 1_600}) {
            int tokens = ReducerContract.tokens(reduced(requests(), limit, ""));
            assertThat(tokens).isBetween((int) (.85 * limit), limit);
        }
    }

    @Test
    void keepsWhereASeriesChangesItsLevel() {
        String series = IntStream.range(0, 400)
                .mapToObj(i -> "{\"minute\":%d,\"load\":%d}".formatted(i, (i < 237 ? 10 : 14) + i * 7 % 3))
                .collect(Collectors.joining(",", "[", "]"));

        assertThat(reduced(series, 120, "").lines().map(row -> row.split(",")[0]))
                .containsAnyOf("236", "237", "238");
    }

    @Test
    void samplesATableAsWellAsWhatItWasMadeOf() {
        Target target = new Target(300, "", ReducerContract::tokens);
        String table = new JsonTable().reduce(reading(requests()), target).orElseThrow();

        assertThat(new JsonSample().reduce(reading(table), target))
                .isEqualTo(new JsonSample().reduce(reading(requests()), target));
    }

    private static String requests() {
        return IntStream.range(0, ROWS)
                .mapToObj(i -> "{\"id\":\"req-%04dx\",\"state\":\"%s\",\"ms\":%d,\"note\":\"%s\"%s}"
                        .formatted(
                                i,
                                i % 4 == 0 ? "queued" : "done",
                                i == 77 ? 99_000 : 100 + i * 37 % 50,
                                i == 201 ? "connection refused" : "fine",
                                i == 120 ? ",\"retried\":true" : ""))
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static String reduced(String text, int tokens, String goal) {
        return new JsonSample()
                .reduce(reading(text), new Target(tokens, goal, ReducerContract::tokens))
                .orElseThrow();
    }

    private static Reading reading(String text) {
        return Reading.of(new ToolText("call", "tool", "{}", text));
    }
}
