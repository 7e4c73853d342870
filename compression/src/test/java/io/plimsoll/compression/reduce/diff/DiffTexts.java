package io.plimsoll.compression.reduce.diff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Diffs of random edits, made line by line so that every hunk fits. */
final class DiffTexts {

    private static final List<String> NAMES =
            List.of("src/Reader.java", "docs/guide.md", "package-lock.json", "lib/parse.py", "go.sum");

    private DiffTexts() {}

    /** Some files, of which each line was kept, added or removed. */
    static Arbitrary<String> diffs() {
        Arbitrary<String> file = Combinators.combine(
                        Arbitraries.of(NAMES),
                        Arbitraries.of("    ", "+", "-", "      ", "+ -", " ")
                                .list()
                                .ofMinSize(1)
                                .ofMaxSize(40),
                        Arbitraries.integers().between(1, 900),
                        Arbitraries.of(1, 3, 8, 30))
                .as((name, edits, line, context) -> file(name, String.join("", edits), line, context));
        return file.list()
                .ofMinSize(1)
                .ofMaxSize(5)
                .map(files -> "commit 1a2b3c\n\n    A change.\n\n" + String.join("\n", files));
    }

    /** A file's diff. Each character of {@code edits} is the sign of a line. */
    static String file(String name, String edits, int firstLine, int context) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < edits.length(); i++) {
            lines.add(edits.charAt(i) + "line " + i + " of the file, with some words in it " + (i * 7919 % 1_000));
        }
        var whole = new Hunk(firstLine, firstLine, " class Reader {", lines);
        String hunks = String.join(
                "\n", whole.withContext(context).stream().map(Hunk::text).toList());
        return "diff --git a/" + name + " b/" + name + "\nindex 1a2b3c4..5d6e7f8 100644\n--- a/" + name + "\n+++ b/"
                + name + "\n" + hunks;
    }

    static List<String> changes(String diff) {
        return diff.lines()
                .filter(line -> line.startsWith("+") || line.startsWith("-"))
                .toList();
    }

    /** Fails unless each numbered line of {@code reduced} has the number that it has in {@code diff}. */
    static void assertNumbersAgree(String diff, String reduced) {
        List<Map<Integer, String>> before = oldLines(diff);
        List<Map<Integer, String>> after = oldLines(reduced);
        for (int file = 0; file < Math.min(before.size(), after.size()) && before.size() == after.size(); file++) {
            assertThat(before.get(file)).containsAllEntriesOf(after.get(file));
        }
    }

    /** Of each file: the lines of the old one that the diff shows, by number. */
    private static List<Map<Integer, String>> oldLines(String diff) {
        List<Map<Integer, String>> files = new ArrayList<>();
        for (ChangedFile file : ChangedFile.of(UnifiedDiff.of(diff))) {
            Map<Integer, String> lines = new HashMap<>();
            for (Hunk hunk : file.hunks()) {
                int number = hunk.oldLine();
                for (String line : hunk.lines()) {
                    if (!line.startsWith("+") && !Hunk.isRemark(line)) {
                        lines.put(number++, line);
                    }
                }
            }
            files.add(lines);
        }
        return files;
    }
}
