package io.plimsoll.compression.reduce.log;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A line as words and what stands between them.
 *
 * @param words the words, without blanks, tabs and bars
 * @param separators what stands before each word and behind the last one, each ended by a line feed, which no line holds
 */
record LogLine(List<String> words, String separators) {

    /** Longer lines are records or dumps: they have no template that anybody could read. */
    private static final int CHARACTERS = 2_000;

    /** The line; null if it is blank or too long. */
    static @Nullable LogLine of(String line) {
        if (line.length() > CHARACTERS) {
            return null;
        }
        List<String> words = new ArrayList<>();
        var separators = new StringBuilder();
        int at = 0;
        while (true) {
            int word = at;
            while (word < line.length() && separates(line.charAt(word))) {
                word++;
            }
            separators.append(line, at, word).append('\n');
            if (word == line.length()) {
                return words.isEmpty() ? null : new LogLine(words, separators.toString());
            }
            at = word;
            while (at < line.length() && !separates(line.charAt(at))) {
                at++;
            }
            words.add(line.substring(word, at));
        }
    }

    /** The words without what varies by its looks. */
    String[] masked() {
        return words.stream().map(Mask::of).toArray(String[]::new);
    }

    private static boolean separates(char c) {
        return c == ' ' || c == '\t' || c == '|';
    }
}
