package io.plimsoll.compression.reduce.listing;

import java.util.ArrayList;
import java.util.List;

/**
 * Search output with each file's path on a line of its own above its matches, as {@code rg --heading} writes it:
 *
 * <pre>
 * src/Main.java
 * 12:class Main {
 * 40:}
 * </pre>
 */
final class GroupedText {

    private GroupedText() {}

    static String of(List<MatchGroup> groups) {
        List<String> lines = new ArrayList<>();
        for (MatchGroup group : groups) {
            if (group.path().isEmpty()) {
                lines.addAll(group.lines());
            } else if (group.lines().size() == 1) {
                lines.add(withPath(group.path(), group.lines().getFirst()));
            } else {
                lines.add(group.path());
                lines.addAll(group.lines());
            }
        }
        return String.join("\n", lines);
    }

    /** The text that was grouped, with the path on each line again. */
    static String restored(String grouped) {
        String[] lines = grouped.split("\n", -1);
        List<String> restored = new ArrayList<>();
        String path = "";
        for (int i = 0; i < lines.length; i++) {
            boolean heads = i + 1 < lines.length
                    && !isMatch(lines[i])
                    && !lines[i].equals(MatchGroup.SEPARATOR)
                    && isMatch(lines[i + 1]);
            if (heads) {
                path = lines[i];
            } else if (!path.isEmpty() && isMatch(lines[i])) {
                restored.add(withPath(path, lines[i]));
            } else {
                path = lines[i].equals(MatchGroup.SEPARATOR) ? path : "";
                restored.add(lines[i]);
            }
        }
        return String.join("\n", restored);
    }

    private static String withPath(String path, String line) {
        if (line.startsWith(":")) {
            return path + line;
        }
        int end = MatchGroup.digitsEnd(line, 0);
        return path + line.charAt(end) + line;
    }

    private static boolean isMatch(String line) {
        int end = MatchGroup.digitsEnd(line, 0);
        boolean numbered = end > 0 && end < line.length() && (line.charAt(end) == ':' || line.charAt(end) == '-');
        return numbered || line.startsWith(":");
    }
}
