package io.plimsoll.compression.reduce.diff;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.compression.reduce.Reading;
import io.plimsoll.compression.reduce.Reducer;
import io.plimsoll.compression.reduce.ReducerContract;
import io.plimsoll.compression.reduce.Target;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitrary;
import org.junit.jupiter.api.Test;

class LargestHunksTest extends ReducerContract {

    private static final String LOCK = DiffTexts.file("web/package-lock.json", "+".repeat(40) + "-".repeat(7), 5, 3);

    @Override
    protected Reducer reducer() {
        return new LargestHunks();
    }

    @Override
    protected List<Reading> samples() {
        return List.of(reading(LOCK), reading(manyHunks(30)), reading(manyFiles()));
    }

    @Override
    protected Arbitrary<Reading> readings() {
        return DiffTexts.diffs().map(ReducerContract::reading);
    }

    @Override
    protected void assertKeeps(Reading reading, Target target, String reduced) {
        String diff = reading.text().result();
        assertThat(DiffTexts.changes(diff)).containsAll(DiffTexts.changes(reduced));
        List<ChangedFile> files = ChangedFile.of(UnifiedDiff.of(diff));
        if (files.size() <= 20) {
            for (ChangedFile file : files) {
                List<Hunk> hunks = file.hunks().stream()
                        .filter(hunk -> !file.isGenerated() && !hunk.changesWhiteSpaceOnly())
                        .toList();
                if (hunks.size() <= 10) {
                    hunks.forEach(hunk -> assertThat(reduced).contains(hunk.text()));
                }
            }
        }
    }

    @Test
    void saysInOneLineHowMuchOfALockFileChanged() {
        String diff = LOCK + "\n" + DiffTexts.file("src/Reader.java", " +- ", 5, 3);

        assertThat(reducer().reduce(reading(diff), target(0)))
                .contains("[… generated web/package-lock.json: +40 -7 lines left out …]\n"
                        + DiffTexts.file("src/Reader.java", " +- ", 5, 3));
    }

    @Test
    void leavesOutNoMoreThanItTakes() {
        String diff = manyHunks(30);
        int tokens = tokens(diff);

        assertThat(reducer().reduce(reading(diff), target(tokens - 20))).hasValueSatisfying(reduced -> {
            assertThat(reduced).contains("[… 1 hunk, +1 -0 lines left out …]");
            assertThat(DiffTexts.changes(reduced))
                    .hasSize(DiffTexts.changes(diff).size() - 1);
        });
    }

    @Test
    void leavesOutHunksThatTheGoalSpeaksOfLast() {
        String diff = manyHunks(30).replace("+line 22 of", "+line about frobnicate of");
        Target target = new Target(0, "why does frobnicate fail?", ReducerContract::tokens);

        assertThat(reducer().reduce(reading(diff), target))
                .hasValueSatisfying(reduced -> assertThat(reduced).contains("frobnicate"));
        assertThat(reducer().reduce(reading(diff), target(0)))
                .hasValueSatisfying(
                        reduced -> assertThat(DiffTexts.changes(reduced)).hasSize(12));
    }

    @Test
    void tellsChangesOfWhiteSpaceFromOthers() {
        String diff =
                "--- a/f\n+++ b/f\n@@ -1,3 +1,3 @@\n a long line that stays as it is\n-if (a) b();\n-  c();\n+if (a)  b();\n+    c();";

        assertThat(UnifiedDiff.of(diff).parts())
                .last()
                .isInstanceOfSatisfying(
                        Hunk.class,
                        hunk -> assertThat(hunk.changesWhiteSpaceOnly()).isTrue());
        assertThat(reducer().reduce(reading(diff), target(0))).contains("[… f: +2 -2 lines left out …]");
    }

    private static String manyHunks(int hunks) {
        return DiffTexts.file("src/Reader.java", "+          ".repeat(hunks), 1, 2);
    }

    private static String manyFiles() {
        return IntStream.range(0, 40)
                .mapToObj(i -> DiffTexts.file("src/File" + i + ".java", "  +" + "-".repeat(i) + "  ", 1, 2))
                .collect(Collectors.joining("\n"));
    }
}
