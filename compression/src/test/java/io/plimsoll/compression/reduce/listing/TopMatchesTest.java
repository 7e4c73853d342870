package io.plimsoll.compression.reduce.listing;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.compression.reduce.LeftOut;
import io.plimsoll.compression.reduce.Reading;
import io.plimsoll.compression.reduce.Reducer;
import io.plimsoll.compression.reduce.ReducerContract;
import io.plimsoll.compression.reduce.Target;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import org.junit.jupiter.api.Test;

class TopMatchesTest extends ReducerContract {

    private static final Pattern LEFT_OUT = Pattern.compile("\\[… (\\d+) match");

    private static final Predicate<String> IN_A_GROUP =
            Pattern.compile("^(?:\\d+[:-]|:)").asPredicate();

    @Override
    protected Reducer reducer() {
        return new TopMatches();
    }

    @Override
    protected List<Reading> samples() {
        return List.of(
                reading(many()),
                reading(new GroupedMatches().reduce(reading(many()), target(0)).orElseThrow()));
    }

    @Override
    protected Arbitrary<Reading> readings() {
        return SearchTexts.matches().map(ReducerContract::reading);
    }

    @Override
    protected void assertKeeps(Reading reading, Target target, String reduced) {
        String text = reading.text().result();
        List<String> before = List.of((MatchGroup.looksLike(text) ? text : GroupedText.restored(text)).split("\n", -1));
        List<String> after = Stream.of(reduced.split("\n", -1))
                .filter(line -> !LeftOut.isIn(line))
                .toList();
        for (String line : after) {
            assertThat(before).as(line).anyMatch(each -> each.endsWith(line) || each.startsWith(line));
        }
        List<MatchGroup> groups = MatchGroup.of(String.join("\n", before));
        int matches = groups.stream()
                .filter(group -> !group.path().isEmpty())
                .mapToInt(MatchGroup::matches)
                .sum();
        long others = groups.stream()
                .filter(group ->
                        group.path().isEmpty() && IN_A_GROUP.test(group.lines().getFirst()))
                .count();
        long kept = after.stream().filter(IN_A_GROUP).count() - others;
        assertThat(kept + counted(reduced)).as(reduced).isEqualTo(matches);
    }

    private static int counted(String reduced) {
        return LEFT_OUT.matcher(reduced)
                .results()
                .mapToInt(mark -> Integer.parseInt(mark.group(1)))
                .sum();
    }

    @Test
    void keepsTheFirstAndTheLastMatchOfAFileAndThoseThatTheGoalSpeaksOf() {
        var target = new Target(90, "who calls frobnicate()?", ReducerContract::tokens);

        assertThat(reducer().reduce(reading(many()), target)).hasValueSatisfying(reduced -> {
            assertThat(reduced)
                    .startsWith("src/Reader.java\n1:call number 1\n")
                    .contains("33:call of frobnicate")
                    .contains("\n60:call number 60\n[… ")
                    .endsWith(" matches left out …]");
            assertThat(tokens(reduced)).isLessThanOrEqualTo(90);
        });
    }

    @Test
    void countsTheFilesOfWhichNothingIsLeft() {
        String manyFiles = IntStream.range(0, 60)
                .mapToObj(i -> "src/main/File" + i + ".java:3:import x;")
                .collect(Collectors.joining("\n"));

        assertThat(reducer().reduce(reading(manyFiles), target(0)))
                .hasValueSatisfying(reduced -> assertThat(reduced).endsWith("[… 55 matches in 55 files left out …]"));
    }

    private static String many() {
        return IntStream.rangeClosed(1, 60)
                .mapToObj(i -> "src/Reader.java:" + i + (i == 33 ? ":call of frobnicate" : ":call number " + i))
                .collect(Collectors.joining("\n"));
    }
}
