package io.plimsoll.compression.retain;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The names in a line that nobody could guess: paths, file names, identifiers that are no plain words, long numbers, and what
 * the line defines. One pass over the characters, no expressions: a hostile line of any length costs its length.
 */
final class LineNames {

    /** Something that a tool call will have to spell right. */
    static final double TELLING = 1;
    /** Members of objects and bare numbers are seldom asked for by themselves. */
    static final double MINOR = .3;

    private static final int LEAST_CHARACTERS = 5;
    private static final int LEAST_DIGITS = 4;
    /** No name that anybody types; encoded data looks like one. */
    private static final int MOST_CHARACTERS = 120;

    private static final int MOST_MEMBER_CHARACTERS = 5;

    private final Map<String, Double> weights = new LinkedHashMap<>();
    private final String line;
    private final String file;
    private final LineShape shape;

    private LineNames(String line, String file) {
        this.line = line;
        this.file = file;
        this.shape = LineShape.of(line);
    }

    /**
     * The names of {@code line} with their weights, in the order of their places.
     *
     * @param file the file that the line is from, empty for none
     */
    static LineNames of(String line, String file) {
        var names = new LineNames(line, file);
        names.scan();
        if (!names.shape.defined().isEmpty()) {
            names.weights.put(qualified("def " + names.shape.defined(), file), TELLING);
        }
        return names;
    }

    Map<String, Double> weights() {
        return weights;
    }

    /** Whether the line defines something. */
    boolean isDefinition() {
        return !shape.defined().isEmpty();
    }

    /** Whether a name holds in one file alone, so that its standing elsewhere says nothing. */
    static boolean isQualified(String name) {
        return name.indexOf('\n') >= 0;
    }

    /** A line has no line ends, so no plain name is ever taken for a qualified one. */
    private static String qualified(String name, String file) {
        return name + '\n' + file;
    }

    private void scan() {
        int at = 0;
        while (at < line.length()) {
            if (!isNameCharacter(line.charAt(at))) {
                at++;
                continue;
            }
            int end = at + 1;
            while (end < line.length() && isNameCharacter(line.charAt(end))) {
                end++;
            }
            run(at, end);
            at = end;
        }
    }

    private static boolean isNameCharacter(char c) {
        return Character.isLetterOrDigit(c)
                || switch (c) {
                    case '_', '.', '/', '-', '@', '+', '~', '#', '$' -> true;
                    default -> false;
                };
    }

    private void run(int from, int to) {
        int start = from;
        int end = to;
        while (end > start && !isWordEnd(line.charAt(end - 1))) {
            end--;
        }
        while (start < end && isOnlyJoint(line.charAt(start))) {
            start++;
        }
        if (end - start < LEAST_DIGITS || end - start > MOST_CHARACTERS) {
            return;
        }
        String run = line.substring(start, end);
        if (run.indexOf('/') >= 0) {
            path(run);
        } else {
            dotted(run);
        }
    }

    private static boolean isWordEnd(char c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }

    private static boolean isOnlyJoint(char c) {
        return c == '-' || c == '+';
    }

    private void path(String path) {
        if (path.length() < LEAST_CHARACTERS) {
            return;
        }
        weights.put(shape.isImport() ? qualified(path, file) : path, TELLING);
    }

    /** Words with dots between them: a file, or members of objects; each word counts by itself too. */
    private void dotted(String run) {
        int from = 0;
        String before = "";
        while (from < run.length()) {
            int dot = run.indexOf('.', from);
            int end = dot < 0 ? run.length() : dot;
            String word = run.substring(from, end);
            if (!before.isEmpty() && isMember(word)) {
                String name = before + '.' + word;
                if (name.length() >= LEAST_CHARACTERS) {
                    weights.putIfAbsent(name, FileExtensions.contains(word) ? TELLING : MINOR);
                }
            }
            word(word);
            before = word;
            from = end + 1;
        }
    }

    private static boolean isMember(String word) {
        return !word.isEmpty()
                && word.length() <= MOST_MEMBER_CHARACTERS
                && word.chars().allMatch(Character::isLetter);
    }

    private void word(String word) {
        if (word.length() >= LEAST_DIGITS && word.chars().allMatch(Character::isDigit)) {
            weights.putIfAbsent(word, MINOR);
        } else if (word.length() >= LEAST_CHARACTERS && WordShape.isTelling(word)) {
            weights.putIfAbsent(word, TELLING);
        }
    }
}
