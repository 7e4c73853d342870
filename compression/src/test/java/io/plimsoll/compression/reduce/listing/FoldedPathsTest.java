package io.plimsoll.compression.reduce.listing;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.compression.reduce.Reading;
import io.plimsoll.compression.reduce.Reducer;
import io.plimsoll.compression.reduce.ReducerContract;
import io.plimsoll.compression.reduce.Target;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import net.jqwik.api.Arbitrary;
import org.junit.jupiter.api.Test;

class FoldedPathsTest extends ReducerContract {

    @Override
    protected Reducer reducer() {
        return new FoldedPaths();
    }

    @Override
    protected List<Reading> samples() {
        return List.of(reading(SearchTexts.PATHS));
    }

    @Override
    protected Arbitrary<Reading> readings() {
        return SearchTexts.paths().map(ReducerContract::reading);
    }

    @Override
    protected void assertKeeps(Reading reading, Target target, String reduced) {
        assertThat(unfolded(reduced)).isEqualTo(reading.text().result());
    }

    @Test
    void writesAFolderOnceAboveWhatLiesInIt() {
        assertThat(reducer().reduce(reading(SearchTexts.PATHS), target(0))).contains("""
                src/
                  .
                  main/
                    .
                    java/
                      .
                      App.java
                      io/
                        Reader.java
                        Writer.java
                    resources/app.yaml
                README.md
                docs/
                  guide.md
                  ./
                  img/a.png""");
    }

    /** Reads a tree as a person would, apart from the code under test. */
    private static String unfolded(String folded) {
        List<String> paths = new ArrayList<>();
        Deque<String> folders = new ArrayDeque<>(List.of(""));
        String[] lines = folded.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            int indent = lines[i].length() - lines[i].stripLeading().length();
            while (folders.size() > indent / 2 + 1) {
                folders.pop();
            }
            String entry = lines[i].substring(2 * (folders.size() - 1));
            boolean next = i + 1 < lines.length
                    && lines[i + 1].startsWith("  ".repeat(folders.size()))
                    && !lines[i + 1].startsWith("  ".repeat(folders.size() + 1));
            if (entry.endsWith("/") && next) {
                folders.push(folders.element() + entry);
            } else if (folders.size() > 1 && entry.equals(".")) {
                paths.add(folders.element().replaceFirst("/$", ""));
            } else {
                paths.add(folders.element() + (folders.size() > 1 && entry.equals("./") ? "" : entry));
            }
        }
        return String.join("\n", paths);
    }
}
