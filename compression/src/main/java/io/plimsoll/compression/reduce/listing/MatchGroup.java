package io.plimsoll.compression.reduce.listing;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lines of search output that stand together.
 *
 * @param path the file that they were found in; empty for lines that name none
 * @param lines the lines without the path: {@code 12:text}, {@code 13-text} around a match, {@code :text} without a number
 */
record MatchGroup(String path, List<String> lines) {

    /** Stands between matches that lie apart, where lines around them are shown. */
    static final String SEPARATOR = "--";

    private static final int LONGEST_PATH = 400;

    MatchGroup {
        lines = List.copyOf(lines);
    }

    /** Whether {@code text} is search output: two of its lines name a file, and at least half do or stand around one. */
    static boolean looksLike(String text) {
        List<String> lines = List.of(text.split("\n", -1));
        @Nullable String[] paths = paths(lines);
        int matches = 0;
        int near = 0;
        int others = 0;
        for (int i = 0; i < paths.length; i++) {
            String path = paths[i];
            boolean match = path != null && lines.get(i).charAt(path.length()) == ':';
            matches += match ? 1 : 0;
            near += path != null && !match ? 1 : 0;
            others += path == null && !lines.get(i).isEmpty() && !lines.get(i).equals(SEPARATOR) ? 1 : 0;
        }
        return matches >= 2 && matches + near >= others;
    }

    /** How many of the lines are no separators. */
    int matches() {
        return (int) lines.stream().filter(line -> !line.equals(SEPARATOR)).count();
    }

    /** The groups of search output that has the path on each line. */
    static List<MatchGroup> of(String text) {
        List<String> lines = List.of(text.split("\n", -1));
        @Nullable String[] paths = paths(lines);
        List<MatchGroup> groups = new ArrayList<>();
        int at = 0;
        while (at < lines.size()) {
            String path = paths[at];
            int end = at + 1;
            List<String> group = new ArrayList<>(List.of(without(path, lines.get(at))));
            while (path != null && end < lines.size() && continues(path, lines, paths, end)) {
                group.add(path.equals(paths[end]) ? without(path, lines.get(end)) : lines.get(end));
                end++;
            }
            groups.add(new MatchGroup(path == null ? "" : path, group));
            at = end;
        }
        return groups;
    }

    /** A separator goes with the matches around it if both are of one file. */
    private static boolean continues(String path, List<String> lines, @Nullable String[] paths, int at) {
        return path.equals(paths[at])
                || (lines.get(at).equals(SEPARATOR) && at + 1 < lines.size() && path.equals(paths[at + 1]));
    }

    /** The path that each line names, or null. Lines around a match are known by the path of a match next to them. */
    private static @Nullable String[] paths(List<String> lines) {
        @Nullable String[] paths = new @Nullable String[lines.size()];
        for (int i = 0; i < paths.length; i++) {
            int end = pathEnd(lines.get(i), 0, lines.get(i).length());
            paths[i] = end > 0 ? lines.get(i).substring(0, end) : null;
        }
        for (int i = 1; i < paths.length; i++) {
            paths[i] = paths[i] == null ? asContext(lines.get(i), paths[i - 1]) : paths[i];
        }
        for (int i = paths.length - 2; i >= 0; i--) {
            paths[i] = paths[i] == null ? asContext(lines.get(i), paths[i + 1]) : paths[i];
        }
        return paths;
    }

    private static @Nullable String asContext(String line, @Nullable String path) {
        boolean context = path != null && line.startsWith(path) && numberEnd(line, path.length(), '-') > 0;
        return context ? path : null;
    }

    /** Where the path at the start of a line ends, or 0: no white space, a slash or a dot in it, and a colon behind it. */
    private static int pathEnd(String text, int from, int to) {
        boolean drive = to - from > 2 && text.charAt(from + 1) == ':' && Character.isLetter(text.charAt(from));
        boolean pathLike = false;
        int limit = Math.min(to, from + LONGEST_PATH);
        for (int i = from + (drive ? 2 : 0); i < limit; i++) {
            char c = text.charAt(i);
            if (c == ':') {
                return pathLike && i > from ? i - from : 0;
            }
            if (Character.isWhitespace(c) || c == '"' || c == '(' || c == '{' || c == '<') {
                return 0;
            }
            pathLike |= c == '/'
                    || c == '\\'
                    || (c == '.' && i > from && i + 1 < to && Character.isLetter(text.charAt(i + 1)));
        }
        return 0;
    }

    /** Where {@code mark digits mark} at {@code from} ends, or 0. */
    static int numberEnd(String line, int from, char mark) {
        if (from >= line.length() || line.charAt(from) != mark) {
            return 0;
        }
        int end = digitsEnd(line, from + 1);
        return end > from + 1 && end < line.length() && line.charAt(end) == mark ? end + 1 : 0;
    }

    static int digitsEnd(String line, int from) {
        int end = from;
        while (end < line.length() && line.charAt(end) >= '0' && line.charAt(end) <= '9') {
            end++;
        }
        return end;
    }

    private static String without(@Nullable String path, String line) {
        if (path == null) {
            return line;
        }
        boolean numbered = numberEnd(line, path.length(), ':') > 0 || numberEnd(line, path.length(), '-') > 0;
        return line.substring(path.length() + (numbered ? 1 : 0));
    }
}
