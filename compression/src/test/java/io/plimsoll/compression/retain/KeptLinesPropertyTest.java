package io.plimsoll.compression.retain;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.compression.LetterCounter;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class KeptLinesPropertyTest {

    private static final LetterCounter COUNTER = new LetterCounter();

    @Provide
    Arbitrary<List<Source>> sources() {
        Arbitrary<String> words = Arbitraries.of(
                "plain",
                "text",
                "retryLimit",
                "max_size",
                "src/a/b.ts",
                "theme.dim",
                "4711",
                "{",
                "}",
                "function load() {",
                "import x from './y.js'",
                "größe",
                "🙂🙂",
                "\"key\": \"value_1\",",
                "#00ff88");
        Arbitrary<String> lines = words.list().ofMinSize(1).ofMaxSize(60).map(line -> String.join(" ", line));
        Arbitrary<String> records = words.list()
                .ofMinSize(20)
                .ofMaxSize(80)
                .map(values -> "[\""
                        + String.join(
                                "\",\"",
                                values.stream()
                                        .map(value -> value.replace("\"", "'"))
                                        .toList()) + "\"]");
        Arbitrary<String> texts =
                Arbitraries.oneOf(lines, records).list().ofMaxSize(20).map(all -> String.join("\n", all));
        Arbitrary<Source> source = Combinators.combine(
                        Arbitraries.of("a.ts", "b.ts", "bash: run"),
                        Arbitraries.of(Source.Kind.class),
                        texts,
                        Arbitraries.integers().between(0, 20_000))
                .as(Source::new);
        return source.list().ofMinSize(1).ofMaxSize(8);
    }

    @Property(tries = 300, seed = "20261125")
    void everyLineStandsInWhatWasRemovedAndNoneStandsElsewhere(
            @ForAll("sources") List<Source> removed, @ForAll("sources") List<Source> standing) {
        List<String> elsewhere = standing.stream().map(Source::text).toList();
        var candidates = CandidateLines.of(removed, elsewhere, "");

        Set<String> names = new HashSet<>();
        elsewhere.forEach(text -> Pieces.of(text).forEach(piece -> names.add(piece.text())));
        for (CandidateLine line : LineCover.of(candidates)) {
            assertThat(removed.get(line.source()).text()).contains(line.text());
            assertThat(names).doesNotContain(line.text());
        }
    }

    @Property(tries = 300, seed = "20261125")
    void isNeverLongerThanItsRoom(@ForAll("sources") List<Source> removed, @ForAll @IntRange(max = 2_000) int room) {
        String kept = kept(removed, 2_000).in(0, removed.size(), room);

        assertThat(COUNTER.text(kept)).isLessThanOrEqualTo(room);
    }

    @Property(tries = 300, seed = "20261125")
    void moreRoomKeepsAllThatLessRoomKept(
            @ForAll("sources") List<Source> removed, @ForAll @IntRange(max = 1_000) int room) {
        KeptLines kept = kept(removed, 2_000);

        assertThat(kept.in(0, removed.size(), room + 200).lines().toList())
                .containsAll(kept.in(0, removed.size(), room).lines().toList());
    }

    @Property(tries = 100, seed = "20261125")
    void choosesTheSameTwice(@ForAll("sources") List<Source> removed) {
        assertThat(kept(removed, 500).in(0, removed.size(), 500))
                .isEqualTo(kept(removed, 500).in(0, removed.size(), 500));
    }

    @Property(tries = 200, seed = "20261125")
    void whatWasKeptIsNotChosenAgain(@ForAll("sources") List<Source> removed) {
        String kept = kept(removed, 5_000).in(0, removed.size(), 5_000);
        var again = CandidateLines.of(removed, List.of(kept), "");

        Set<String> lines = new HashSet<>(kept.lines().toList());
        assertThat(LineCover.of(again)).noneMatch(line -> lines.contains(line.text()));
    }

    private static KeptLines kept(List<Source> removed, int tokens) {
        return KeptLines.of(removed, List.of(), "", tokens, COUNTER);
    }
}
