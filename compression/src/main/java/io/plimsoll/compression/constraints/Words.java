package io.plimsoll.compression.constraints;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The words of a sentence in lower case, and where its clauses begin. A sign of a script without spaces is a word, and so is
 * a French pronoun before its apostrophe. Immutable.
 *
 * @param text the words, in order
 * @param afterBreak for each word whether it is the first or stands behind a mark that divides clauses
 */
record Words(List<String> text, List<Boolean> afterBreak) {

    private static final String ELIDING = "cdjlmnst";
    private static final String BREAKS = ",;:.!?¿¡()[]{}\"“”„«»—–、。，；：！？";

    static Words of(CharSequence sentence) {
        List<String> words = new ArrayList<>();
        List<Boolean> breaks = new ArrayList<>();
        boolean afterBreak = true;
        int at = 0;
        while (at < sentence.length()) {
            char c = sentence.charAt(at);
            if (!Character.isLetterOrDigit(c)) {
                boolean spacedDash = c == '-' && (at == 0 || sentence.charAt(at - 1) == ' ');
                afterBreak |= spacedDash || BREAKS.indexOf(c) >= 0;
                at++;
                continue;
            }
            int end = wordEnd(sentence, at);
            words.add(sentence.subSequence(at, end)
                    .toString()
                    .toLowerCase(Locale.ROOT)
                    .replace('’', '\''));
            breaks.add(afterBreak);
            afterBreak = false;
            at = end;
        }
        return new Words(words, breaks);
    }

    int size() {
        return text.size();
    }

    boolean isNumber(int word) {
        return Character.isDigit(text.get(word).charAt(0));
    }

    private static int wordEnd(CharSequence sentence, int start) {
        if (Character.isIdeographic(sentence.charAt(start)) || isKana(sentence.charAt(start))) {
            return start + 1;
        }
        int end = start + 1;
        while (end < sentence.length()) {
            char c = sentence.charAt(end);
            boolean apostrophe = c == '\'' || c == '’';
            if (apostrophe && end == start + 1 && ELIDING.indexOf(Character.toLowerCase(sentence.charAt(start))) >= 0) {
                return end;
            }
            boolean inside = end + 1 < sentence.length() && Character.isLetterOrDigit(sentence.charAt(end + 1));
            boolean decimal = (c == '.' || c == ',') && inside && Character.isDigit(sentence.charAt(end - 1));
            if (!Character.isLetterOrDigit(c) && !(apostrophe && inside) && !decimal) {
                return end;
            }
            if (Character.isIdeographic(c) || isKana(c)) {
                return end;
            }
            end++;
        }
        return end;
    }

    private static boolean isKana(char c) {
        return c >= '\u3040' && c <= '\u30ff';
    }
}
