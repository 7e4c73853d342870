package io.plimsoll.compression.reduce.listing;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.compression.reduce.LeftOut;
import io.plimsoll.compression.reduce.Reading;
import io.plimsoll.compression.reduce.Reducer;
import io.plimsoll.compression.reduce.ReducerContract;
import io.plimsoll.compression.reduce.Target;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitrary;
import org.junit.jupiter.api.Test;

class FolderCountsTest extends ReducerContract {

    @Override
    protected Reducer reducer() {
        return new FolderCounts();
    }

    @Override
    protected List<Reading> samples() {
        return List.of(
                reading(many()),
                reading(new FoldedPaths().reduce(reading(many()), target(0)).orElseThrow()));
    }

    @Override
    protected Arbitrary<Reading> readings() {
        return SearchTexts.paths().map(ReducerContract::reading);
    }

    @Override
    protected void assertKeeps(Reading reading, Target target, String reduced) {
        String listing = reading.text().result();
        List<String> before = (PathTree.looksLike(listing) ? listing : PathTree.restored(listing))
                .lines()
                .toList();
        String text = String.join("\n", PathTree.restored(reduced).lines().toList());
        List<String> after = (PathTree.folded(text.lines().toList()).equals(reduced) ? text : reduced)
                .lines()
                .toList();
        assertThat(after.stream().filter(line -> !line.contains("… ") && !LeftOut.isIn(line)))
                .isSubsetOf(before);
        assertThat(before.stream().filter(line -> !line.contains("/"))).isSubsetOf(after);
    }

    @Test
    void closesTheDeepestFoldersFirst() {
        assertThat(reducer().reduce(reading(many()), target(0))).contains("""
                Found 91 files
                src/… 90 paths (60 .java, 30 .xml)
                README.md
                [… 90 paths' names left out …]""");
    }

    @Test
    void keepsAFolderOpenInWhichAPathSharesAWordWithTheGoal() {
        String files = many().replace("Class17", "TokenReader");
        var target = new Target(0, "make the token reader faster", ReducerContract::tokens);

        assertThat(reducer().reduce(reading(files), target))
                .hasValueSatisfying(reduced -> assertThat(PathTree.restored(reduced))
                        .contains("src/main/io/TokenReader.java")
                        .contains("src/conf/… 30 paths (30 .xml)"));
    }

    private static String many() {
        return "Found 91 files\n"
                + IntStream.range(0, 30)
                        .mapToObj(i -> "src/conf/settings" + i + ".xml")
                        .collect(Collectors.joining("\n"))
                + "\n"
                + IntStream.range(0, 60)
                        .mapToObj(i -> "src/main/io/Class" + i + ".java")
                        .collect(Collectors.joining("\n"))
                + "\nREADME.md";
    }
}
