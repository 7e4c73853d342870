package io.plimsoll.compression.reduce.repeats;

import static io.plimsoll.compression.reduce.repeats.Histories.file;
import static io.plimsoll.compression.reduce.repeats.Histories.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.compression.reduce.Reading;
import io.plimsoll.compression.reduce.Reducer;
import io.plimsoll.compression.reduce.ReducerContract;
import io.plimsoll.compression.reduce.Target;
import io.plimsoll.compression.reduce.ToolText;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import org.junit.jupiter.api.Test;

class NearDuplicatesTest extends ReducerContract {

    @Override
    protected Reducer reducer() {
        return new NearDuplicates();
    }

    @Override
    protected List<Reading> samples() {
        return List.of(changed());
    }

    @Override
    protected Arbitrary<Reading> readings() {
        return Histories.any();
    }

    /** Every line that the earlier results do not hold stands in it as it was. */
    @Override
    protected void assertKeeps(Reading reading, Target target, String reduced) {
        Set<String> known = reading.earlier().stream()
                .flatMap(text -> text.result().lines())
                .collect(Collectors.toSet());
        List<String> news = reading.text()
                .result()
                .lines()
                .filter(line -> !known.contains(line))
                .toList();
        assertThat(reduced.lines()).containsAll(news);
    }

    @Test
    void keepsTheLinesThatDiffer() {
        assertThat(reducer().reduce(changed(), target(0))).contains("""
                [nearly the same as the result of read a.ts above; 1 of its lines are gone, new are:]
                const value10 = compute(6);""");
    }

    @Test
    void leavesTextsAloneThatDifferMuch() {
        var reading = new Reading(
                read("a.ts", file(100).replace("compute", "somethingElse")),
                List.of(read("a.ts", file(100))),
                List.of());

        assertThat(reducer().reduce(reading, target(0))).isEmpty();
    }

    private static Reading changed() {
        ToolText now = read("a.ts", file(100).replace("const value10 = compute(5);", "const value10 = compute(6);"));
        return new Reading(now, List.of(read("a.ts", file(100))), List.of());
    }
}
