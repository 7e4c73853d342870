package io.plimsoll.compression.reduce;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The words that a text is searched and weighed by: lower case, without stop words, plain words without their English ending,
 * an identifier whole and in its parts ({@code readFile}: {@code readfile}, {@code read}, {@code file}). Ideographs, which no
 * spaces part, are taken in pairs.
 */
public final class Terms {

    private static final Set<String> STOP_WORDS = Set.of(
            "about", "after", "all", "also", "an", "and", "any", "are", "as", "at", "be", "been", "but", "by", "can",
            "could", "did", "do", "does", "for", "from", "had", "has", "have", "he", "her", "his", "how", "if", "in",
            "into", "is", "it", "its", "just", "like", "may", "me", "more", "my", "no", "not", "of", "on", "one", "or",
            "our", "out", "please", "she", "should", "so", "some", "such", "than", "that", "the", "their", "them",
            "then", "there", "these", "they", "this", "to", "up", "us", "was", "we", "were", "what", "when", "where",
            "which", "who", "why", "will", "with", "would", "you", "your");

    /** A longer run of letters is no word: base64, a hash, minified code. */
    private static final int LONGEST = 64;

    private Terms() {}

    /** The terms of {@code text} in their order, each as often as it stands there. */
    public static List<String> of(String text) {
        List<String> terms = new ArrayList<>();
        forEach(text, terms::add);
        return terms;
    }

    /** Whether a word looks like an identifier: an underscore, a digit behind a letter, or a capital behind a small letter. */
    static boolean isShaped(String word) {
        for (int i = 1; i < word.length(); i++) {
            char before = word.charAt(i - 1);
            char c = word.charAt(i);
            if (c == '_' || startsPart(before, c) || (Character.isDigit(c) && Character.isLetter(before))) {
                return true;
            }
        }
        return false;
    }

    /** Calls {@code word} with the start and the end of each run of letters, digits and underscores. */
    static void forEachWord(String text, WordConsumer word) {
        int at = 0;
        while (at < text.length()) {
            if (!isWordPart(text.charAt(at))) {
                at++;
                continue;
            }
            int start = at;
            while (at < text.length() && isWordPart(text.charAt(at))) {
                at++;
            }
            word.accept(start, at);
        }
    }

    private static void forEach(String text, Consumer<String> term) {
        forEachWord(text, (start, end) -> {
            if (Character.isIdeographic(text.charAt(start))) {
                for (int i = start; i < Math.max(end - 1, start + 1); i++) {
                    term.accept(text.substring(i, Math.min(i + 2, end)));
                }
            } else if (end - start <= LONGEST) {
                word(text.substring(start, end), term);
            }
        });
    }

    private static void word(String word, Consumer<String> term) {
        String lower = word.toLowerCase(Locale.ROOT);
        if (!isShaped(word)) {
            plain(lower, term);
            return;
        }
        term.accept(lower);
        int start = 0;
        for (int i = 1; i <= word.length(); i++) {
            boolean ends = i == word.length()
                    || word.charAt(i) == '_'
                    || word.charAt(i - 1) == '_'
                    || startsPart(word.charAt(i - 1), word.charAt(i));
            if (ends) {
                if (word.charAt(start) != '_' && i - start < word.length()) {
                    plain(word.substring(start, i).toLowerCase(Locale.ROOT), term);
                }
                start = i;
            }
        }
    }

    private static void plain(String word, Consumer<String> term) {
        if (word.length() >= 2 && !STOP_WORDS.contains(word)) {
            term.accept(stem(word));
        }
    }

    /** Drops the endings that tell forms of one word apart. */
    private static String stem(String word) {
        int length = word.length();
        if (length > 5 && word.endsWith("ing")) {
            return word.substring(0, length - 3);
        }
        if (length > 4 && word.endsWith("ies")) {
            return word.substring(0, length - 3) + "y";
        }
        if (length > 4 && (word.endsWith("ed") || word.endsWith("es"))) {
            return word.substring(0, length - 2);
        }
        if (length > 3 && word.endsWith("s") && !word.endsWith("ss")) {
            return word.substring(0, length - 1);
        }
        return length > 4 && word.endsWith("e") ? word.substring(0, length - 1) : word;
    }

    private static boolean startsPart(char before, char c) {
        return Character.isUpperCase(c) && Character.isLowerCase(before);
    }

    private static boolean isWordPart(char c) {
        return c == '_' || Character.isLetterOrDigit(c);
    }

    /** Takes where a word stands. */
    interface WordConsumer {
        void accept(int start, int end);
    }
}
