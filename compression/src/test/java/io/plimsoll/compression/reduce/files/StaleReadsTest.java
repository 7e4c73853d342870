package io.plimsoll.compression.reduce.files;

import static io.plimsoll.compression.reduce.files.Calls.bash;
import static io.plimsoll.compression.reduce.files.Calls.edit;
import static io.plimsoll.compression.reduce.files.Calls.lines;
import static io.plimsoll.compression.reduce.files.Calls.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.compression.reduce.Reading;
import io.plimsoll.compression.reduce.Reducer;
import io.plimsoll.compression.reduce.ReducerContract;
import io.plimsoll.compression.reduce.Target;
import io.plimsoll.compression.reduce.ToolText;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.junit.jupiter.api.Test;

class StaleReadsTest extends ReducerContract {

    private static final List<String> PATHS = List.of("src/a.ts", "src/b.ts", "/repo/src/a.ts");

    @Override
    protected Reducer reducer() {
        return FileReducers.staleReads(ToolVocabulary.BUILT_IN);
    }

    @Override
    protected List<Reading> samples() {
        return List.of(
                behind(read("src/a.ts", lines(30)), edit("src/a.ts")),
                behind(bash("sed -n '5,30p' src/a.ts", lines(26)), read("src/a.ts", lines(40))));
    }

    @Override
    protected Arbitrary<Reading> readings() {
        Arbitrary<ToolText> call = Combinators.combine(
                        Arbitraries.of(PATHS),
                        Arbitraries.integers().between(0, 5),
                        Arbitraries.integers().between(1, 40))
                .as((path, kind, size) -> switch (kind) {
                    case 0 -> edit(path);
                    case 1 -> edit(path, "Could not find the exact text in " + path);
                    case 2 -> bash("rm " + path);
                    case 3 -> bash("sed -n '2," + (size + 1) + "p' " + path, lines(size));
                    default -> read(path, lines(size));
                });
        return Combinators.combine(call, call.list().ofMaxSize(6))
                .as((text, later) -> new Reading(text, List.of(), later));
    }

    /** What goes is only ever a read of which the ledger knows that something newer holds. */
    @Override
    protected void assertKeeps(Reading reading, Target target, String reduced) {
        List<ToolText> all = new java.util.ArrayList<>(reading.later());
        all.addFirst(reading.text());
        FileLedger ledger = FileLedger.of(all);
        assertThat(ledger.isStale(0) || ledger.isSuperseded(0)).isTrue();
        assertThat(reduced).contains(ledger.use(0).accesses().getFirst().path());
    }

    @Test
    void saysWhatToReadAgain() {
        Reading reading = behind(read("src/a.ts", lines(30)), edit("src/a.ts"));

        assertThat(reducer().reduce(reading, target(0)))
                .contains("[stale read of src/a.ts, lines 1-30: edited since; read it again for its present state]");
    }

    @Test
    void saysThatItWasReadAgain() {
        Reading reading = behind(read("src/a.ts", lines(30)), edit("src/a.ts"), read("src/a.ts", lines(31)));

        assertThat(reducer().reduce(reading, target(0)))
                .contains("[earlier read of src/a.ts, lines 1-30: read again below]");
    }

    @Test
    void leavesAReadThatIsStillTrue() {
        assertThat(reducer().reduce(behind(read("src/a.ts", lines(30)), edit("src/b.ts")), target(0)))
                .isEmpty();
    }

    private static Reading behind(ToolText text, ToolText... later) {
        return new Reading(text, List.of(), List.of(later));
    }
}
