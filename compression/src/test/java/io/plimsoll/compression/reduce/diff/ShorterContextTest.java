package io.plimsoll.compression.reduce.diff;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.compression.reduce.Reading;
import io.plimsoll.compression.reduce.Reducer;
import io.plimsoll.compression.reduce.ReducerContract;
import io.plimsoll.compression.reduce.Target;
import java.util.List;
import net.jqwik.api.Arbitrary;
import org.junit.jupiter.api.Test;

class ShorterContextTest extends ReducerContract {

    @Override
    protected Reducer reducer() {
        return new ShorterContext();
    }

    @Override
    protected List<Reading> samples() {
        return List.of(
                reading(DiffTexts.file("src/Reader.java", "     +     ", 10, 5)),
                reading(DiffTexts.file("src/Reader.java", "+         -         +", 1, 30)));
    }

    @Override
    protected Arbitrary<Reading> readings() {
        return DiffTexts.diffs().map(ReducerContract::reading);
    }

    @Override
    protected void assertKeeps(Reading reading, Target target, String reduced) {
        String diff = reading.text().result();
        assertThat(DiffTexts.changes(reduced)).isEqualTo(DiffTexts.changes(diff));
        DiffTexts.assertNumbersAgree(diff, reduced);
    }

    @Test
    void splitsAHunkWhoseChangesLieFarApart() {
        String diff = """
                --- a/f
                +++ b/f
                @@ -10,10 +10,10 @@ void f() {
                -a
                +A
                 line 1
                 line 2
                 some words in line 3
                 some words in line 4
                 some words in line 5
                 some words in line 6
                 line 7
                 line 8
                +b
                \\ No newline at end of file""";

        assertThat(reducer().reduce(reading(diff), target(0))).isEmpty();

        String whole = diff.replace("-10,10 +10,10", "-10,9 +10,10");
        assertThat(reducer().reduce(reading(whole), target(0))).contains("""
                --- a/f
                +++ b/f
                @@ -10,3 +10,3 @@ void f() {
                -a
                +A
                 line 1
                 line 2
                @@ -17,2 +17,3 @@
                 line 7
                 line 8
                +b
                \\ No newline at end of file""");
    }

    @Test
    void numbersANewFileAsGitDoes() {
        String added = "--- /dev/null\n+++ b/f\n@@ -0,0 +1,2 @@\n+a\n+b";

        assertThat(UnifiedDiff.of(added).text()).isEqualTo(added);
    }
}
