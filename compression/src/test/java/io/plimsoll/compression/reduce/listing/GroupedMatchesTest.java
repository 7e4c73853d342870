package io.plimsoll.compression.reduce.listing;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.compression.reduce.Reading;
import io.plimsoll.compression.reduce.Reducer;
import io.plimsoll.compression.reduce.ReducerContract;
import io.plimsoll.compression.reduce.Target;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitrary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GroupedMatchesTest extends ReducerContract {

    @Override
    protected Reducer reducer() {
        return new GroupedMatches();
    }

    @Override
    protected List<Reading> samples() {
        return List.of(
                reading(SearchTexts.MATCHES), reading(SearchTexts.WITH_CONTEXT), reading(SearchTexts.WITHOUT_NUMBERS));
    }

    @Override
    protected Arbitrary<Reading> readings() {
        return SearchTexts.matches().map(ReducerContract::reading);
    }

    @Override
    protected void assertKeeps(Reading reading, Target target, String reduced) {
        assertThat(ungrouped(reduced)).isEqualTo(reading.text().result());
    }

    @Test
    void writesAPathAboveItsMatches() {
        assertThat(reducer().reduce(reading(SearchTexts.MATCHES), target(0))).contains("""
                Found 5 matches
                src/main/java/io/Reader.java
                12:class Reader {
                40:    void read(String path) {
                41:    }
                src/main/java/io/Writer.java:7:class Writer {
                src/test/java/io/ReaderTest.java
                9:class ReaderTest {
                10:}
                Binary file target/a.bin matches""");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10:20:30 started\n10:20:31 stopped\n10:20:32 started",
                "a sentence: with a colon\na sentence: and another",
                "https://example.org/a\nhttps://example.org/b"
            })
    void leavesAloneWhatNamesNoFile(String text) {
        assertThat(reducer().reduce(reading(text), target(0))).isEmpty();
    }

    /** Reads a grouped text as a person would, apart from the code under test. */
    private static String ungrouped(String grouped) {
        List<String> lines = new ArrayList<>();
        String heading = "";
        String[] all = grouped.split("\n", -1);
        for (int i = 0; i < all.length; i++) {
            boolean next = i + 1 < all.length && all[i + 1].matches("(?s)(?:\\d+[:-]|:).*");
            if (all[i].matches("(?s)(?:\\d+[:-]|:).*") && !heading.isEmpty()) {
                String mark = all[i].startsWith(":") ? "" : all[i].replaceFirst("(?s)^\\d+([:-]).*", "$1");
                lines.add(heading + mark + all[i]);
            } else if (next && !all[i].equals("--") && !all[i].matches("(?s)(?:\\d+[:-]|:).*")) {
                heading = all[i];
            } else {
                heading = all[i].equals("--") ? heading : "";
                lines.add(all[i]);
            }
        }
        return String.join("\n", lines);
    }
}
