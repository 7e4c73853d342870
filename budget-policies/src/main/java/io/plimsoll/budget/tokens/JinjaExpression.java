package io.plimsoll.budget.tokens;

import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/*
 * Jinjava binds not, and the = of named arguments, more tightly than Jinja2, which reads
 *
 *   not x is defined            as  not (x is defined)
 *   namespace(n=list|length-1)  as  namespace(n=(list|length-1))
 *
 * so these parentheses are written out. It also lacks the neighbours of a loop's item and slices with a step.
 */
/** Writes a Jinja2 expression the way Jinjava must see it to read the same. One use each, not thread-safe. */
final class JinjaExpression {

    private static final Pattern TOKEN =
            Pattern.compile("'(?:[^'\\\\]|\\\\.)*+'|\"(?:[^\"\\\\]|\\\\.)*+\"|\\w+|[=!<>]=|\\s+|.", Pattern.DOTALL);
    private static final Pattern REVERSED = Pattern.compile("\\[\\s*::\\s*-\\s*1\\s*]");
    private static final Pattern NEIGHBOUR = Pattern.compile("\\bloop\\s*\\.\\s*(previtem|nextitem)\\b");

    private static final Set<String> OPENING = Set.of("(", "[", "{");
    private static final Set<String> CLOSING = Set.of(")", "]", "}");
    private static final Set<String> AFTER_ARGUMENT = Set.of(",");
    private static final Set<String> AFTER_NEGATED = Set.of(",", ":", "and", "or", "if", "else");

    private final List<String> tokens;
    private final StringBuilder out = new StringBuilder();
    private int at;

    private JinjaExpression(List<String> tokens) {
        this.tokens = tokens;
    }

    /**
     * {@code expression} for Jinjava.
     *
     * @param sequence the variable that holds what the innermost loop runs over
     */
    static String adapt(String expression, String sequence) {
        String reversed = REVERSED.matcher(expression).replaceAll("|reverse");
        String withNeighbours = NEIGHBOUR
                .matcher(reversed)
                .replaceAll(neighbour -> "item_at(" + sequence + ", loop.index0 "
                        + (neighbour.group(1).equals("previtem") ? "-" : "+") + " 1)");
        var adapted = new JinjaExpression(tokens(withNeighbours));
        adapted.copyUntil(Set.of(), Nesting.NONE);
        return adapted.out.toString();
    }

    /** The words, strings, symbols and gaps of {@code expression}; together they are the expression. */
    static List<String> tokens(String expression) {
        return TOKEN.matcher(expression).results().map(MatchResult::group).toList();
    }

    /** The index of the first {@code word} outside of brackets at or after {@code from}, -1 if there is none. */
    static int indexOf(String word, List<String> tokens, int from) {
        int depth = 0;
        for (int i = from; i < tokens.size(); i++) {
            String token = tokens.get(i);
            depth += OPENING.contains(token) ? 1 : CLOSING.contains(token) ? -1 : 0;
            if (depth == 0 && token.equals(word)) {
                return i;
            }
        }
        return -1;
    }

    private enum Nesting {
        NONE,
        BRACKETS
    }

    /** Copies up to one of {@code ends}, or up to the bracket that closes what encloses this position. */
    private void copyUntil(Set<String> ends, Nesting nesting) {
        while (at < tokens.size() && !ends.contains(tokens.get(at)) && !CLOSING.contains(tokens.get(at))) {
            String token = tokens.get(at);
            boolean negates = negates();
            at++;
            out.append(token);
            if (OPENING.contains(token)) {
                copyUntil(Set.of(), Nesting.BRACKETS);
                out.append(at < tokens.size() ? tokens.get(at++) : "");
            } else if (negates) {
                enclose(AFTER_NEGATED, nesting);
            } else if (token.equals("=") && nesting == Nesting.BRACKETS) {
                enclose(AFTER_ARGUMENT, nesting);
            }
        }
    }

    private void enclose(Set<String> ends, Nesting nesting) {
        out.append(" (");
        copyUntil(ends, nesting);
        out.append(") ");
    }

    /** Whether a {@code not} stands here that is no part of {@code is not} or {@code not in}. */
    private boolean negates() {
        return tokens.get(at).equals("not")
                && !word(at, -1).equals("is")
                && !word(at, 1).equals("in");
    }

    private String word(int from, int step) {
        int i = from + step;
        while (i >= 0 && i < tokens.size() && tokens.get(i).isBlank()) {
            i += step;
        }
        return i >= 0 && i < tokens.size() ? tokens.get(i) : "";
    }
}
