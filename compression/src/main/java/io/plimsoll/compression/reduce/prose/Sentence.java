package io.plimsoll.compression.reduce.prose;

import io.plimsoll.compression.reduce.Terms;
import java.util.ArrayList;
import java.util.List;

/**
 * A piece of a text that is kept or left out whole: a sentence, or a line that is none.
 *
 * @param from where it starts in the text
 * @param to behind its end, line end and spaces behind it included
 * @param line the number of the line that it stands on, from 0
 */
record Sentence(String text, int from, int to, int line, List<String> terms) {

    /** A line without a full stop is cut at a space near this. */
    private static final int LONGEST = 400;
    /** A stop behind fewer letters is one of an abbreviation or a numbering. */
    private static final int LETTERS_BEFORE_STOP = 3;

    Sentence {
        terms = List.copyOf(terms);
    }

    /** The sentences of {@code text}, which together are the text; blank lines belong to the one before them. */
    static List<Sentence> of(String text) {
        List<Sentence> sentences = new ArrayList<>();
        int start = 0;
        int line = 0;
        int startLine = 0;
        boolean said = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean newline = c == '\n';
            line += newline ? 1 : 0;
            boolean over = said && (newline || endsSentence(text, i) || (i - start >= LONGEST && isBreak(text, i)));
            said |= !Character.isWhitespace(c);
            if (over) {
                int end = i + 1;
                while (end < text.length() && Character.isWhitespace(text.charAt(end))) {
                    line += text.charAt(end) == '\n' ? 1 : 0;
                    end++;
                }
                sentences.add(sentence(text, start, indented(text, i, end), startLine));
                start = indented(text, i, end);
                i = start - 1;
                startLine = line;
                said = false;
            }
        }
        if (start < text.length()) {
            sentences.add(sentence(text, start, text.length(), startLine));
        }
        return sentences;
    }

    /** The spaces at the start of a line belong to what stands on it. */
    private static int indented(String text, int from, int end) {
        for (int i = end - 1; i >= from; i--) {
            if (text.charAt(i) == '\n') {
                return i + 1;
            }
        }
        return end;
    }

    private static Sentence sentence(String text, int from, int to, int line) {
        String said = text.substring(from, to);
        return new Sentence(said, from, to, line, Terms.of(said));
    }

    private static boolean endsSentence(String text, int at) {
        char c = text.charAt(at);
        if (c == '。' || c == '！' || c == '？') {
            return true;
        }
        if ((c != '.' && c != '!' && c != '?') || at + 2 >= text.length() || text.charAt(at + 1) != ' ') {
            return false;
        }
        char next = text.charAt(at + 2);
        return !Character.isLowerCase(next) && (c != '.' || lettersBefore(text, at) >= LETTERS_BEFORE_STOP);
    }

    private static int lettersBefore(String text, int at) {
        int letters = 0;
        while (letters < LETTERS_BEFORE_STOP
                && at - letters > 0
                && (Character.isLetterOrDigit(text.charAt(at - letters - 1)) || ")\"'`]".indexOf(text.charAt(at - letters - 1)) >= 0)) {
            letters++;
        }
        return letters;
    }

    private static boolean isBreak(String text, int at) {
        return text.charAt(at) == ' ' || (at - LONGEST > LONGEST && !Character.isHighSurrogate(text.charAt(at)));
    }
}
