package io.plimsoll.retrieval.rank;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a text names exactly: paths, file names, shaped words (an underscore, letters with digits, a capital behind a small
 * letter, {@code #hex}), quoted strings, and numbers of four digits or more. Who writes such a name means this one thing
 * and no synonym of it.
 */
public final class Identifiers {

    /** More names than this in one question are pasted text, not a pointer. */
    static final int MAX = 32;

    private static final Pattern NAME = Pattern.compile("""
            [`"\u201c]([^`"\u201c\u201d\\n]{3,80})[`"\u201d]\
            |((?:\\.{0,2}/)?[\\w.-]+(?:/[\\w.-]+)+)\
            |(\\b[\\w-]{2,}\\.[a-zA-Z]\\w{0,4}\\b)\
            |(#[0-9a-fA-F]{3,8}\\b)\
            |(\\b(?=\\w{5})(?:[a-zA-Z]\\w*_\\w+|_\\w+|[a-zA-Z]*[a-z][A-Z]\\w*|[a-zA-Z]+\\d\\w*|\\d+[a-zA-Z]\\w*)\\b)\
            |(\\b\\d{4,}\\b)""");

    private Identifiers() {}

    /** The names in a text, in order, each once, {@value #MAX} at most. */
    public static Set<String> in(String text) {
        var names = new LinkedHashSet<String>();
        var matcher = NAME.matcher(unwrapped(text));
        while (names.size() < MAX && matcher.find()) {
            for (int group = 1; group <= matcher.groupCount(); group++) {
                if (matcher.group(group) != null) {
                    names.add(matcher.group(group));
                }
            }
        }
        return names;
    }

    /** A text that is quoted as a whole is speech, which some clients quote, and no name. */
    private static String unwrapped(String text) {
        var spoken = text.strip();
        int end = spoken.length() - 1;
        boolean wrapped = end > 0 && spoken.charAt(0) == '"' && spoken.indexOf('"', 1) == end;
        return wrapped ? spoken.substring(1, end) : text;
    }

    /** Whether a text holds a name as a word of its own. */
    public static boolean holds(String text, String name) {
        for (int at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
            int end = at + name.length();
            boolean startsWord = at == 0 || !joined(text.charAt(at - 1), name.charAt(0));
            boolean endsWord = end == text.length() || !joined(name.charAt(name.length() - 1), text.charAt(end));
            if (startsWord && endsWord) {
                return true;
            }
        }
        return false;
    }

    private static boolean joined(char left, char right) {
        return isWordPart(left) && isWordPart(right);
    }

    private static boolean isWordPart(char c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }
}
