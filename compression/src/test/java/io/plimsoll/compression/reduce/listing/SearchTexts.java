package io.plimsoll.compression.reduce.listing;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** What search tools write. */
final class SearchTexts {

    static final String MATCHES = """
            Found 5 matches
            src/main/java/io/Reader.java:12:class Reader {
            src/main/java/io/Reader.java:40:    void read(String path) {
            src/main/java/io/Reader.java:41:    }
            src/main/java/io/Writer.java:7:class Writer {
            src/test/java/io/ReaderTest.java:9:class ReaderTest {
            src/test/java/io/ReaderTest.java:10:}
            Binary file target/a.bin matches""";

    static final String WITH_CONTEXT = """
            lib/module/parse.py-3-import sys
            lib/module/parse.py:4:import re
            lib/module/parse.py-5-
            --
            lib/module/parse.py-30-def parse(text):
            lib/module/parse.py:31:    return re.match(PATTERN, text)
            --
            lib/module/other.py:2:import re
            lib/module/other.py-3-""";

    static final String WITHOUT_NUMBERS = """
            conf/very/long/path/app.properties:port=8080
            conf/very/long/path/app.properties:host=localhost
            conf/very/long/path/app.properties:12-hour=true""";

    static final String PATHS = """
            src
            src/main
            src/main/java
            src/main/java/App.java
            src/main/java/io/Reader.java
            src/main/java/io/Writer.java
            src/main/resources/app.yaml
            README.md
            docs/guide.md
            docs/
            docs/img/a.png""";

    private static final Arbitrary<String> PATH = Combinators.combine(
                    Arbitraries.of("src/", "src/main/java/", "a/", "", "/usr/lib/", "./", "b-1-c/"),
                    Arbitraries.of("io/", "", "io/deep/er/", "x/"),
                    Arbitraries.of("A.java", "b.py", "c", "2", "d.e.js", "x-12-y"))
            .as((root, folder, name) -> root + folder + name);

    private SearchTexts() {}

    static Arbitrary<String> matches() {
        Arbitrary<String> line = Combinators.combine(
                        Arbitraries.of(":", "-"),
                        Arbitraries.integers().between(1, 300),
                        Arbitraries.of("class A {", "", "x: 12:30", "  return b-1-c;", "12:a/b.c:1:x", ":"),
                        Arbitraries.of(true, true, true, false))
                .as((mark, number, text, numbered) -> mark + (numbered ? number + mark : "") + text);
        Arbitrary<String> file = Combinators.combine(
                        PATH, line.list().ofMinSize(1).ofMaxSize(12))
                .as((path, lines) -> String.join(
                        "\n", lines.stream().map(each -> path + each).toList()));
        Arbitrary<String> other = Arbitraries.of("--", "", "Found 3 matches", "12:a", ":x", "a/b.c", "(truncated)");
        return Arbitraries.frequencyOf(net.jqwik.api.Tuple.of(5, file), net.jqwik.api.Tuple.of(1, other))
                .list()
                .ofMinSize(1)
                .ofMaxSize(8)
                .map(blocks -> String.join("\n", blocks));
    }

    static Arbitrary<String> paths() {
        Arbitrary<String> other =
                Arbitraries.of("", "Found 3 files", "  indented/path", "src", "src/", ".", "./", "docs/…");
        return Arbitraries.frequencyOf(net.jqwik.api.Tuple.of(8, PATH), net.jqwik.api.Tuple.of(1, other))
                .list()
                .ofMinSize(3)
                .ofMaxSize(60)
                .map(SearchTexts::sortedInParts);
    }

    /** Tools sort what they list, or walk a tree; neither is certain. */
    private static String sortedInParts(List<String> paths) {
        int half = paths.size() / 2;
        List<String> sorted = new java.util.ArrayList<>(
                paths.subList(0, half).stream().sorted().toList());
        sorted.addAll(paths.subList(half, paths.size()));
        return String.join("\n", sorted);
    }
}
