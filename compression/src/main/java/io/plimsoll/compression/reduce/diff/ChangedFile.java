package io.plimsoll.compression.reduce.diff;

import io.plimsoll.compression.reduce.diff.UnifiedDiff.Line;
import io.plimsoll.compression.reduce.diff.UnifiedDiff.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a diff says about one file, or what stands before the first one.
 *
 * @param parts its header lines and its hunks, in order
 */
record ChangedFile(List<Part> parts) {

    /** Files that tools write from others: nobody reads their changes. */
    private static final Pattern GENERATED = Pattern.compile(
            "(?:^|/)(?:package-lock\\.json|npm-shrinkwrap\\.json|yarn\\.lock|pnpm-lock\\.yaml|bun\\.lockb?|Cargo\\.lock"
                    + "|poetry\\.lock|uv\\.lock|Pipfile\\.lock|Gemfile\\.lock|composer\\.lock|go\\.sum|flake\\.lock"
                    + "|[^/]*\\.min\\.(?:js|css)|[^/]*\\.map|[^/]*\\.snap)$");

    ChangedFile {
        parts = List.copyOf(parts);
    }

    static List<ChangedFile> of(UnifiedDiff diff) {
        List<ChangedFile> files = new ArrayList<>();
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < diff.parts().size(); i++) {
            if (begins(diff.parts(), i, parts) && !parts.isEmpty()) {
                files.add(new ChangedFile(parts));
                parts.clear();
            }
            parts.add(diff.parts().get(i));
        }
        files.add(new ChangedFile(parts));
        return files;
    }

    /** Without git's own line, a file begins where its old name stands above its new one. */
    private static boolean begins(List<Part> all, int at, List<Part> current) {
        if (!(all.get(at) instanceof Line line)) {
            return false;
        }
        return line.beginsFile()
                || (line.text().startsWith("--- ")
                        && at + 1 < all.size()
                        && all.get(at + 1) instanceof Line next
                        && next.text().startsWith("+++ ")
                        && current.stream().anyMatch(Hunk.class::isInstance));
    }

    List<Hunk> hunks() {
        return parts.stream()
                .filter(Hunk.class::isInstance)
                .map(Hunk.class::cast)
                .toList();
    }

    /** Lines that were added or removed. */
    int churn() {
        return hunks().stream().mapToInt(hunk -> hunk.added() + hunk.removed()).sum();
    }

    /** The file's new name, or its old one where it was deleted; empty if the header has none. */
    String name() {
        String name = "";
        for (Part part : parts) {
            if (part instanceof Line(String text) && (text.startsWith("+++ ") || text.startsWith("--- "))) {
                String path = text.substring(4).strip();
                name = path.equals("/dev/null") ? name : path.replaceFirst("^[ab]/", "");
            }
        }
        return name;
    }

    boolean isGenerated() {
        return GENERATED.matcher(name()).find();
    }
}
