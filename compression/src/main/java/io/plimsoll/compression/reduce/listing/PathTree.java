package io.plimsoll.compression.reduce.listing;

import java.util.ArrayList;
import java.util.List;

/**
 * A list of paths, each common beginning written once:
 *
 * <pre>
 * src/main/java/
 *   App.java
 *   io/Reader.java
 * </pre>
 *
 * A folder that is an entry itself stands in it as {@code .}, or as {@code ./} if it was written with a slash. The order of the
 * paths is kept, and lines that are none stay where they are, so that {@link #restored} gives the list back.
 */
final class PathTree {

    private static final int DEEPEST = 64;
    private static final String STEP = "  ";
    private static final int LEAST_PATHS = 5;
    private static final int LONGEST_PATH = 500;
    /** Of five lines, four must be paths. */
    private static final double PATHS = .8;

    private final List<String> lines;
    private final List<String> out = new ArrayList<>();

    private PathTree(List<String> lines) {
        this.lines = lines;
    }

    /** Whether {@code text} is a list of paths, one on each line. */
    static boolean looksLike(String text) {
        int paths = 0;
        int lines = 0;
        int at = 0;
        while (at < text.length()) {
            int end = text.indexOf('\n', at);
            end = end < 0 ? text.length() : end;
            if (end > at) {
                lines++;
                paths += isPath(text, at, end) ? 1 : 0;
            }
            at = end + 1;
        }
        return paths >= LEAST_PATHS && paths >= PATHS * lines;
    }

    static boolean isPath(String line) {
        return isPath(line, 0, line.length());
    }

    /** A path has a slash in it, and nothing that sentences, code and markup have. */
    private static boolean isPath(String text, int from, int to) {
        if (to - from > LONGEST_PATH || Character.isWhitespace(text.charAt(from))) {
            return false;
        }
        boolean slash = false;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            slash |= c == '/';
            if (c < ' ' || "\"'`<>|*?;{}()=:,".indexOf(c) >= 0) {
                return false;
            }
        }
        return slash;
    }

    static String folded(List<String> lines) {
        var tree = new PathTree(lines);
        tree.fold(0, lines.size(), 0, 0);
        return String.join("\n", tree.out);
    }

    /** The lines whose folding {@code folded} is. */
    static String restored(String folded) {
        String[] lines = folded.split("\n", -1);
        List<String> restored = new ArrayList<>();
        List<String> folders = new ArrayList<>(List.of(""));
        for (int i = 0; i < lines.length; i++) {
            int depth = Math.min(depth(lines[i]), folders.size() - 1);
            String entry = lines[i].substring(depth * STEP.length());
            String folder = folders.get(depth);
            folders.subList(depth + 1, folders.size()).clear();
            boolean heads = entry.endsWith("/") && i + 1 < lines.length && depth(lines[i + 1]) == depth + 1;
            if (heads) {
                folders.add(folder + entry);
            } else if (depth > 0 && entry.equals(".")) {
                restored.add(folder.substring(0, folder.length() - 1));
            } else {
                restored.add(depth > 0 && entry.equals("./") ? folder : folder + entry);
            }
        }
        return String.join("\n", restored);
    }

    private static int depth(String line) {
        int spaces = 0;
        while (spaces < line.length() && line.charAt(spaces) == ' ') {
            spaces++;
        }
        return spaces / STEP.length();
    }

    /** Writes the lines in [from, to), which all begin with the same {@code known} characters. */
    private void fold(int from, int to, int known, int depth) {
        int at = from;
        while (at < to) {
            int end = sharing(at, to, known);
            if (end - at < 2 || depth == DEEPEST) {
                write(lines.get(at), known, depth);
                at++;
                continue;
            }
            int common = commonFolder(at, end);
            out.add(STEP.repeat(depth) + lines.get(at + 1).substring(known, common));
            fold(at, end, common, depth + 1);
            at = end;
        }
    }

    private void write(String line, int known, int depth) {
        String entry = line.length() < known ? "." : line.length() == known && known > 0 ? "./" : line.substring(known);
        out.add(STEP.repeat(depth) + entry);
    }

    /** The end of the run of lines at {@code at} that lie in one folder below the known one. */
    private int sharing(int at, int to, int known) {
        String first = lines.get(at);
        if (first.length() <= known || Character.isWhitespace(first.charAt(0))) {
            return at + 1;
        }
        int slash = first.indexOf('/', known + 1);
        String folder = slash < 0 ? first + "/" : first.substring(0, slash + 1);
        int end = at + 1;
        while (end < to && lines.get(end).startsWith(folder)) {
            end++;
        }
        return end;
    }

    /** The length of the longest folder that holds all lines in [from, to). */
    private int commonFolder(int from, int to) {
        String first = lines.get(from) + "/";
        int common = first.length();
        for (int i = from + 1; i < to; i++) {
            common = Math.min(common, lines.get(i).length());
            int same = 0;
            while (same < common && lines.get(i).charAt(same) == first.charAt(same)) {
                same++;
            }
            common = same;
        }
        return first.lastIndexOf('/', common - 1) + 1;
    }
}
