package io.plimsoll.compression.retain;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.compression.LetterCounter;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeptLinesTest {

    private static final int OLD = 100_000;

    @Test
    void holdsEachNameInOneLineTheCheapest() {
        String text = "call(loadTheme)\nloadTheme is called here, and it is said at length what for\nplain words\n";

        assertThat(kept(file("a.ts", text)))
                .containsSubsequence("From a.ts:", "call(loadTheme)")
                .doesNotContain("length", "plain");
    }

    @Test
    void prefersTheLineThatDefines() {
        String text = "x = loadTheme\nfunction loadTheme(name) {\n";

        assertThat(kept(file("a.ts", text)))
                .contains("function loadTheme(name) {")
                .doesNotContain("x = loadTheme");
    }

    @Test
    void keepsTheDefinitionsOfEachFile() {
        assertThat(kept(file("a.ts", "function load(aa) {"), file("b.ts", "function load(bb) {")))
                .contains("function load(aa) {", "function load(bb) {");
    }

    @Test
    void prefersTheNewestOfTwoTexts() {
        assertThat(kept(file("a.ts", "old = retryLimit"), file("b.ts", "new = retryLimit")))
                .contains("new")
                .doesNotContain("old");
    }

    @Test
    void saysWhatIsSaidTwiceOnceWhereItWasSaidLast() {
        String kept = kept(file("a.ts", "use(retryLimit)"), file("b.ts", "use(retryLimit)"));

        assertThat(kept)
                .containsOnlyOnce("use(retryLimit)")
                .contains("From b.ts:")
                .doesNotContain("From a.ts:");
    }

    @Test
    void needsNoLineForWhatStandsElsewhere() {
        var kept = KeptLines.of(
                List.of(file("a.ts", "use(retryLimit)\nuse(maxSize)")),
                List.of("retryLimit is seen here"),
                "",
                1_000,
                new LetterCounter());

        assertThat(kept.in(0, 1, 1_000)).contains("maxSize").doesNotContain("retryLimit");
    }

    @Test
    void keepsWhatTheUserSpeaksOfThoughItStandsInThoseWords() {
        String goal = "Why is retryLimit ignored?";
        var kept =
                KeptLines.of(List.of(file("a.ts", "use(retryLimit)")), List.of(goal), goal, 1_000, new LetterCounter());

        assertThat(kept.in(0, 1, 1_000)).contains("use(retryLimit)");
    }

    @Test
    void ofWhatTheAgentWroteOnlyWhatItDefines() {
        assertThat(kept(new Source("a.ts", Source.Kind.WRITTEN, "function load(aa) {\nuse(retryLimit)", OLD)))
                .contains("function load(aa) {")
                .doesNotContain("retryLimit");
    }

    @Test
    void keepsAFreshErrorWhateverItNames() {
        String error = "it broke\nand nobody knows why";

        assertThat(kept(new Source("bash: go", Source.Kind.ERROR, error, 500)))
                .contains("it broke", "nobody knows why");
        assertThat(kept(new Source("bash: go", Source.Kind.ERROR, error, OLD))).isEmpty();
        assertThat(kept(new Source("bash: go", Source.Kind.OUTPUT, error, 500))).isEmpty();
    }

    @Test
    void leavesOutWhatIsNotWorthItsTokens() {
        assertThat(kept(file("a.ts", "words ".repeat(60) + "maxSize"))).isEmpty();
    }

    @Test
    void writesTheLinesOfOneFileTogetherInTheirOldOrder() {
        String kept = kept(
                file("a.ts", "use(first_name)\nuse(second_name)"),
                file("b.ts", "use(other_name)"),
                file("a.ts", "use(third_name)"));

        assertThat(kept)
                .containsOnlyOnce("From a.ts:")
                .containsSubsequence("first_name", "second_name", "third_name", "From b.ts:", "other_name");
    }

    @Test
    void givesTheLinesOfSomeOfTheTexts() {
        var kept = KeptLines.of(
                List.of(file("a.ts", "use(first_name)"), file("b.ts", "use(other_name)")),
                List.of(),
                "",
                1_000,
                new LetterCounter());

        assertThat(kept.in(0, 1, 1_000)).contains("first_name").doesNotContain("other_name");
        assertThat(kept.in(1, 2, 1_000)).contains("other_name").doesNotContain("first_name");
    }

    @Test
    void saysWhereARecordLies() {
        String json = "{\"orders\":{\"note\":\"" + "n ".repeat(300) + "\",\"paid\":\"card_4711\"}}";

        assertThat(kept(new Source("get_user", Source.Kind.OUTPUT, json, 500)))
                .contains("orders: \"paid\":\"card_4711\"");
    }

    private static Source file(String name, String text) {
        return new Source(name, Source.Kind.FILE, text, OLD);
    }

    private static String kept(Source... sources) {
        return KeptLines.of(List.of(sources), List.of(), "", 1_000, new LetterCounter())
                .in(0, sources.length, 1_000);
    }
}
