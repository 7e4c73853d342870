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

class ExactDuplicatesTest extends ReducerContract {

    @Override
    protected Reducer reducer() {
        return new ExactDuplicates();
    }

    @Override
    protected List<Reading> samples() {
        return List.of(new Reading(read("a.ts", file(20)), List.of(read("a.ts", file(20))), List.of()));
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
    void namesTheCallThatSaidItBefore() {
        var reading =
                new Reading(read("a.ts", file(20)), List.of(read("b.ts", file(20)), read("c.ts", file(9))), List.of());

        assertThat(reducer().reduce(reading, target(0))).contains("[same as the result of read b.ts above]");
    }

    @Test
    void namesNoCallThatAnsweredOtherwiseSince() {
        var reading =
                new Reading(read("a.ts", file(20)), List.of(read("b.ts", file(20)), read("b.ts", file(21))), List.of());

        assertThat(reducer().reduce(reading, target(0))).isEmpty();
    }

    @Test
    void leavesShortResultsAlone() {
        var reading = new Reading(read("a.ts", file(2)), List.of(read("a.ts", file(2))), List.of());

        assertThat(reducer().reduce(reading, target(0))).isEmpty();
    }
}
