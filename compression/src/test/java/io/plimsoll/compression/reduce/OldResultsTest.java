package io.plimsoll.compression.reduce;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.junit.jupiter.api.Test;

class OldResultsTest extends ReducerContract {

    private static final ToolText NEWER = new ToolText("n", "bash", "{\"command\":\"ls\"}", "a.py");
    private static final String OUTPUT = "The build went through all of its modules.\n".repeat(20);

    @Override
    protected Reducer reducer() {
        return new OldResults();
    }

    @Override
    protected List<Reading> samples() {
        return List.of(followed(ran(OUTPUT), 10), followed(ran("error: it broke\n" + OUTPUT.repeat(5)), 30));
    }

    @Override
    protected Arbitrary<Reading> readings() {
        Arbitrary<String> results = Arbitraries.of("error: ", "", "Exit code 1\n")
                .flatMap(start -> Arbitraries.integers()
                        .between(0, 90)
                        .map(lines -> start + "One more line of it.\n".repeat(lines)));
        return Combinators.combine(results, Arbitraries.integers().between(0, 15))
                .as((result, newer) -> followed(ran(result), newer));
    }

    @Override
    protected void assertKeeps(Reading reading, Target target, String reduced) {
        assertThat(reading.later()).hasSizeGreaterThanOrEqualTo(10);
        assertThat(reduced).startsWith("[old result of " + CallName.of(reading.text()));
    }

    @Test
    void saysWhatItWas() {
        assertThat(reducer().reduce(followed(ran(OUTPUT), 10), target(0)))
                .contains("[old result of bash: npm run build (" + tokens(OUTPUT) + " tokens) left out]");
    }

    @Test
    void keepsTheNewestTen() {
        assertThat(reducer().reduce(followed(ran(OUTPUT), 9), target(0))).isEmpty();
    }

    @Test
    void keepsShortErrors() {
        assertThat(reducer()
                        .reduce(followed(ran("npm error missing script: build\n" + "x ".repeat(100)), 10), target(0)))
                .isEmpty();
    }

    @Test
    void keepsWhatTheGoalQuotes() {
        var quoting = new Target(
                0,
                "What does this mean?\n> The build went through all of its modules.".replace("> ", ""),
                ReducerContract::tokens);

        assertThat(reducer().reduce(followed(ran(OUTPUT), 10), quoting)).isEmpty();
    }

    private static ToolText ran(String result) {
        return new ToolText("1", "bash", "{\"command\":\"npm run build\"}", result);
    }

    private static Reading followed(ToolText text, int newer) {
        return new Reading(text, List.of(), Collections.nCopies(newer, NEWER));
    }
}
