package io.plimsoll.compression.reduce.diff;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A text that holds hunks. Immutable.
 *
 * @param parts hunks and the lines around them, in order
 */
record UnifiedDiff(List<Part> parts) {

    UnifiedDiff {
        parts = List.copyOf(parts);
    }

    /** A hunk, or a line outside of all hunks: closed, since every line is one or belongs to one. */
    sealed interface Part permits Line, Hunk {}

    /** A line as it stands: a file's header, a commit message, a hunk that is not whole. */
    record Line(String text) implements Part {

        /** Whether the lines of a file begin here. */
        boolean beginsFile() {
            return text.startsWith("diff --git ") || text.startsWith("diff --cc ") || text.startsWith("Index: ");
        }
    }

    /** Whether {@code text} is a diff: it names two files and changes lines of them. */
    static boolean looksLike(String text) {
        int hunk = text.startsWith("@@ -") ? 0 : text.indexOf("\n@@ -") + 1;
        if (hunk == 0) {
            return false;
        }
        int files = text.startsWith("--- ") ? 0 : text.indexOf("\n--- ");
        return files >= 0 && text.indexOf("\n+++ ", files) >= 0 && text.indexOf("\n@@ -", files) >= 0;
    }

    static UnifiedDiff of(String text) {
        List<String> lines = List.of(text.split("\n", -1));
        List<Part> parts = new ArrayList<>();
        int at = 0;
        while (at < lines.size()) {
            Hunk hunk = Hunk.at(lines, at).orElse(null);
            if (hunk == null) {
                parts.add(new Line(lines.get(at)));
                at++;
            } else {
                parts.add(hunk);
                at += 1 + hunk.lines().size();
            }
        }
        return new UnifiedDiff(parts);
    }

    /** The diff as text. */
    String text() {
        return parts.stream()
                .map(part -> switch (part) {
                    case Line line -> line.text();
                    case Hunk hunk -> hunk.text();
                })
                .collect(Collectors.joining("\n"));
    }
}
