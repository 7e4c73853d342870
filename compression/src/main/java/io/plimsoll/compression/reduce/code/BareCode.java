package io.plimsoll.compression.reduce.code;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;

/*
 * Code in which comments and the insides of literals are blanks, so that what is left can be searched for brackets and words.
 *
 * One pass, one state per kind of literal. A quote that is not closed on its line opens nothing: an apostrophe in markup or in
 * a macro must not swallow the code behind it. Where a slash begins a regular expression is told by what stands before it.
 */
final class BareCode {

    /** Longer regular expressions are taken for divisions, which bounds the search for their end. */
    private static final int LONGEST_REGEX = 1_000;
    /** A character literal, escapes included. */
    private static final int LONGEST_CHARACTER = 12;

    private static final String BEFORE_REGEX = "(,=:[!&|?{};+-*%>~^";
    private static final List<String> WORDS_BEFORE_REGEX = List.of(
            "return", "typeof", "case", "in", "of", "delete", "void", "throw", "new", "else", "do", "yield", "await");

    private final String code;
    private final Language language;
    private final char[] bare;
    /** Braces that are open inside each {@code ${…}} around the place. */
    private final Deque<Integer> templates = new ArrayDeque<>();

    private final List<Comment> comments = new ArrayList<>();
    private final BitSet inside = new BitSet();
    private int at;
    private int lastCode = -1;

    private BareCode(String code, Language language) {
        this.code = code;
        this.language = language;
        this.bare = code.toCharArray();
    }

    static BareCode of(String code, Language language) {
        var scan = new BareCode(code, language);
        while (scan.at < code.length()) {
            scan.next();
        }
        return scan;
    }

    /** As long as the code, with the same line ends. */
    String text() {
        return new String(bare);
    }

    /** Comments in their order. */
    List<Comment> comments() {
        return List.copyOf(comments);
    }

    /** Whether a place lies inside a literal or a comment, so that a line which starts there continues one. */
    boolean isInside(int place) {
        return inside.get(place);
    }

    /**
     * Where a comment stands.
     *
     * @param from its first character
     * @param to behind its last one
     * @param isBlock whether it has an end mark of its own
     */
    record Comment(int from, int to, boolean isBlock) {}

    private void next() {
        char c = code.charAt(at);
        if (comment() || raw(c) || quoted(c)) {
            return;
        }
        if (!templates.isEmpty() && (c == '{' || c == '}')) {
            int open = templates.pop();
            if (c == '}' && open == 0) {
                template(at);
                return;
            }
            templates.push(open + (c == '{' ? 1 : -1));
        }
        if (!Character.isWhitespace(c)) {
            lastCode = at;
        }
        at++;
    }

    private boolean comment() {
        if (language == Language.PYTHON) {
            return code.charAt(at) == '#' && comment(lineEnd(at), false);
        }
        if (language == Language.C && code.charAt(at) == '#' && startsLine()) {
            blank(at, directiveEnd());
            return true;
        }
        if (code.startsWith("//", at)) {
            return comment(lineEnd(at), false);
        }
        return code.startsWith("/*", at) && comment(blockEnd(), true);
    }

    private boolean comment(int end, boolean block) {
        comments.add(new Comment(at, end, block));
        blank(at, end);
        return true;
    }

    private boolean startsLine() {
        return code.substring(lineStart(at), at).isBlank();
    }

    /** A directive goes on behind a back slash at the end of its line. */
    private int directiveEnd() {
        int end = lineEnd(at);
        while (end < code.length() && code.charAt(end - 1) == '\\') {
            end = lineEnd(end + 1);
        }
        return end;
    }

    private int blockEnd() {
        int depth = 0;
        int place = at;
        while (place < code.length() - 1) {
            if (code.startsWith("*/", place)) {
                place += 2;
                depth--;
                if (depth == 0) {
                    return place;
                }
            } else if (code.startsWith("/*", place) && (depth == 0 || language == Language.RUST)) {
                place += 2;
                depth++;
            } else {
                place++;
            }
        }
        return code.length();
    }

    /** Literals that end at a mark of their own, whatever stands inside. */
    private boolean raw(char c) {
        return switch (language) {
            case JAVA -> code.startsWith("\"\"\"", at) && literal(at + 3, "\"\"\"", true);
            case PYTHON ->
                (code.startsWith("\"\"\"", at) || code.startsWith("'''", at))
                        && literal(at + 3, code.substring(at, at + 3), true);
            case GO -> c == '`' && literal(at + 1, "`", false);
            case JAVASCRIPT -> javascript(c);
            case RUST -> c == 'r' && !isWordBefore() && rustRaw();
            case C -> c == 'R' && code.startsWith("R\"", at) && cRaw();
        };
    }

    private boolean rustRaw() {
        int hash = at + 1;
        while (hash < code.length() && code.charAt(hash) == '#') {
            hash++;
        }
        boolean raw = hash < code.length() && code.charAt(hash) == '"';
        return raw && literal(hash + 1, "\"" + "#".repeat(hash - at - 1), false);
    }

    private boolean cRaw() {
        int open = code.indexOf('(', at + 2);
        // The standard allows sixteen characters for the mark.
        boolean raw = open >= 0 && open - at - 2 <= 16;
        return raw && literal(open + 1, ")" + code.substring(at + 2, open) + "\"", false);
    }

    private boolean javascript(char c) {
        if (c == '`') {
            template(at);
            return true;
        }
        int end = c == '/' && mayBeRegex() ? regexEnd() : -1;
        if (end < 0) {
            return false;
        }
        literalTo(end);
        return true;
    }

    /** Blanks a template from {@code start} on, up to its end or to an expression in it. */
    private void template(int start) {
        int place = start + 1;
        while (place < code.length() && code.charAt(place) != '`') {
            if (code.startsWith("${", place)) {
                templates.push(0);
                literalTo(place + 2);
                return;
            }
            place += code.charAt(place) == '\\' ? 2 : 1;
        }
        literalTo(Math.min(place + 1, code.length()));
    }

    private boolean mayBeRegex() {
        if (lastCode < 0 || BEFORE_REGEX.indexOf(code.charAt(lastCode)) >= 0) {
            return true;
        }
        return WORDS_BEFORE_REGEX.stream().anyMatch(word -> {
            int start = lastCode + 1 - word.length();
            return start >= 0
                    && code.startsWith(word, start)
                    && (start == 0 || !Character.isJavaIdentifierPart(code.charAt(start - 1)));
        });
    }

    private int regexEnd() {
        boolean set = false;
        int limit = Math.min(code.length(), at + LONGEST_REGEX);
        for (int place = at + 1; place < limit && code.charAt(place) != '\n'; place++) {
            char c = code.charAt(place);
            if (c == '\\') {
                place++;
            } else if (c == '/' && !set) {
                return place + 1;
            } else {
                set = c == '[' || (set && c != ']');
            }
        }
        return -1;
    }

    private boolean quoted(char c) {
        if (c == '"') {
            int end = quoteEnd(c, language == Language.RUST ? code.length() : lineEnd(at));
            return end > 0 && literalTo(end);
        }
        if (c != '\'' || (language == Language.C && isWordBefore() && Character.isDigit(code.charAt(at - 1)))) {
            return false;
        }
        boolean string = language == Language.JAVASCRIPT || language == Language.PYTHON;
        int end = quoteEnd(c, string ? lineEnd(at) : Math.min(lineEnd(at), at + LONGEST_CHARACTER));
        if (language == Language.RUST && end > at + 3 && code.charAt(at + 1) != '\\') {
            // A lifetime, and another one behind it.
            return false;
        }
        return end > 0 && literalTo(end);
    }

    /** Behind the quote that closes the one at the place; 0 if there is none before {@code limit}. */
    private int quoteEnd(char quote, int limit) {
        int place = at + 1;
        while (place < limit && code.charAt(place) != quote) {
            place += code.charAt(place) == '\\' ? 2 : 1;
        }
        return place < limit ? place + 1 : 0;
    }

    private boolean isWordBefore() {
        return at > 0 && Character.isJavaIdentifierPart(code.charAt(at - 1));
    }

    private boolean literal(int from, String mark, boolean escapes) {
        int end = code.indexOf(mark, from);
        while (escapes && end > 0 && code.charAt(end - 1) == '\\' && code.charAt(end - 2) != '\\') {
            end = code.indexOf(mark, end + 1);
        }
        return literalTo(end < 0 ? code.length() : end + mark.length());
    }

    /** A literal leaves a quote, which tells that a value stands there. */
    private boolean literalTo(int end) {
        int start = at;
        blank(start, end);
        bare[start] = '"';
        lastCode = start;
        return true;
    }

    private void blank(int from, int to) {
        for (int i = from; i < to; i++) {
            if (bare[i] != '\n') {
                bare[i] = ' ';
            }
        }
        inside.set(from + 1, Math.max(to, from + 1));
        at = to;
    }

    private int lineStart(int from) {
        return code.lastIndexOf('\n', from - 1) + 1;
    }

    private int lineEnd(int from) {
        int end = code.indexOf('\n', from);
        return end < 0 ? code.length() : end;
    }
}
