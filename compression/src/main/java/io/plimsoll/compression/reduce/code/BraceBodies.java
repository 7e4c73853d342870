package io.plimsoll.compression.reduce.code;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Finds the bodies of functions between braces, looking into types and other blocks but not into functions. */
final class BraceBodies {

    /** What of a header is looked at, from its start and from its end. */
    private static final int HEADER_CHARACTERS = 400;

    private final String bare;
    private final Language language;
    private final Deque<Open> open = new ArrayDeque<>();
    private final List<Body> bodies = new ArrayList<>();
    private int line;
    /** Where the current statement began, outside of all brackets. */
    private Statement statement = Statement.behind(-1, 0);
    /** How many functions lie around the place. */
    private int functions;

    private int braces;

    private BraceBodies(String bare, Language language) {
        this.bare = bare;
        this.language = language;
    }

    /** The bodies in {@code bare}, none inside another. */
    static List<Body> in(String bare, Language language) {
        var search = new BraceBodies(bare, language);
        for (int i = 0; i < bare.length(); i++) {
            search.read(i);
        }
        return search.bodies;
    }

    private void read(int i) {
        char c = bare.charAt(i);
        switch (c) {
            case '\n' -> {
                line++;
                if (language.linesEndStatements() && inBraces() && endsStatement(i)) {
                    statement = Statement.behind(i, line);
                }
            }
            case ';' -> {
                if (inBraces()) {
                    statement = Statement.behind(i, line);
                }
            }
            case '(', '[' -> open.push(new Open(c, line, statement, false));
            case '{' -> {
                boolean function = functions == 0 && Headers.isFunction(header(i), language);
                open.push(new Open(c, line, statement, function));
                functions += function ? 1 : 0;
                braces++;
                statement = Statement.behind(i, line);
            }
            case ')', ']', '}' -> close(c, i);
            default -> {
                if (!Character.isWhitespace(c)) {
                    statement = statement.with(i, line);
                }
            }
        }
    }

    private boolean inBraces() {
        return open.isEmpty() || open.peek().bracket() == '{';
    }

    /** A line ends a statement unless it, or the next one, shows that more belongs to it. */
    private boolean endsStatement(int newline) {
        int before = newline - 1;
        while (before >= 0 && bare.charAt(before) == ' ') {
            before--;
        }
        int after = newline + 1;
        while (after < bare.length() && bare.charAt(after) == ' ') {
            after++;
        }
        boolean more = before >= 0 && ",=:?&|+-*<(.".indexOf(bare.charAt(before)) >= 0;
        boolean continued = after < bare.length() && ".{?:=&|+,)".indexOf(bare.charAt(after)) >= 0;
        return !more && !continued;
    }

    private String header(int end) {
        int start = statement.from();
        if (end - start <= 2 * HEADER_CHARACTERS) {
            return bare.substring(start, end);
        }
        return bare.substring(start, start + HEADER_CHARACTERS) + bare.substring(end - HEADER_CHARACTERS, end);
    }

    /** Closes what the bracket closes. A brace closes brackets that were left open in it; other strays are passed over. */
    private void close(char c, int i) {
        if (c == '}' && braces == 0) {
            statement = Statement.behind(i, line);
            return;
        }
        while (c == '}' && !open.isEmpty() && open.peek().bracket() != '{') {
            open.pop();
        }
        if (open.isEmpty() || open.peek().bracket() != Brackets.partner(c)) {
            return;
        }
        Open closed = open.pop();
        if (c != '}') {
            return;
        }
        braces--;
        statement = inBraces() ? Statement.behind(i, line) : closed.statement();
        if (closed.isFunction()) {
            functions--;
            if (line - closed.line() > 1) {
                bodies.add(new Body(
                        Math.min(closed.statement().line(), closed.line()),
                        closed.line() + 1,
                        line,
                        Body.Kind.FUNCTION));
            }
        }
    }

    private record Open(char bracket, int line, Statement statement, boolean isFunction) {}

    /**
     * Where a statement starts.
     *
     * @param line the line of its first letter
     * @param hasBegun whether that letter was seen
     */
    private record Statement(int from, int line, boolean hasBegun) {

        static Statement behind(int place, int line) {
            return new Statement(place + 1, line, false);
        }

        Statement with(int place, int now) {
            return hasBegun ? this : new Statement(place, now, true);
        }
    }
}
