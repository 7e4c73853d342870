package io.plimsoll.compression.reduce.repeats;

import static io.plimsoll.compression.reduce.repeats.Histories.file;
import static io.plimsoll.compression.reduce.repeats.Histories.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.compression.reduce.Reading;
import io.plimsoll.compression.reduce.Reducer;
import io.plimsoll.compression.reduce.ReducerContract;
import io.plimsoll.compression.reduce.Target;
import java.util.List;
import net.jqwik.api.Arbitrary;
import org.junit.jupiter.api.Test;

class LineRunsTest extends ReducerContract {

    @Override
    protected Reducer reducer() {
        return new LineRuns();
    }

    @Override
    protected List<Reading> samples() {
        return List.of(edited(), moved());
    }

    @Override
    protected Arbitrary<Reading> readings() {
        return Histories.any();
    }

    @Override
    protected void assertKeeps(Reading reading, Target target, String reduced) {
        assertThat(Reader.read(reading, reduced)).isEqualTo(reading.text().result());
    }

    @Test
    void keepsTheLinesThatAreNew() {
        assertThat(reducer().reduce(edited(), target(0))).contains("""
                [lines 1-10: unchanged from the result of read a.ts above]
                // quite another line
                [lines 12-41: unchanged from the result of read a.ts above]""");
    }

    @Test
    void leavesATextAloneThatIsMostlyNew() {
        var reading = new Reading(
                read("a.ts", file(20) + "quite another line\n".repeat(20)), List.of(read("a.ts", file(20))), List.of());

        assertThat(reducer().reduce(reading, target(0))).isEmpty();
    }

    private static Reading edited() {
        String now = file(40).replace("const value10 = compute(5);", "// quite another line");
        return new Reading(read("a.ts", now), List.of(read("a.ts", file(40))), List.of());
    }

    private static Reading moved() {
        String[] lines = file(40).split("\n");
        String end = String.join("\n", List.of(lines).subList(20, 40));
        String start = String.join("\n", List.of(lines).subList(0, 20));
        return new Reading(read("b.ts", end + "\n" + start), List.of(read("a.ts", file(40))), List.of());
    }
}
