package io.plimsoll.budget.tokens;

/**
 * Brings a template written for Jinja2 to what Jinjava reads the same way. Carries out Jinja2's whitespace control, with
 * {@code trim_blocks} and {@code lstrip_blocks} as Hugging Face sets them, and leaves out comments, so that no such mark is
 * left for Jinjava, whose own rules differ: it ignores the marks of expressions and forgets those of comments. What stands
 * inside tags is left to {@link JinjaDialect}. Rules as in the Jinja2 manual, "Whitespace Control", and
 * {@code jinja2/lexer.py}. One use each, not thread-safe.
 */
final class JinjaSource {

    private final String source;
    private final JinjaDialect dialect = new JinjaDialect();
    private final StringBuilder out = new StringBuilder();
    private int at;
    private boolean stripNext;
    private boolean lineStarting = true;

    private JinjaSource(String source) {
        this.source = source;
    }

    /** {@code source} as Jinjava must see it to write the same text. */
    static String adapt(String source) {
        String unixLines = source.replace("\r\n", "\n");
        return new JinjaSource(unixLines.endsWith("\n") ? unixLines.substring(0, unixLines.length() - 1) : unixLines)
                .run();
    }

    private String run() {
        while (at < source.length()) {
            int open = nextOpen();
            if (open < 0) {
                out.append(stripped(source.substring(at)));
                break;
            }
            char kind = source.charAt(open + 1);
            char mark = markAt(open + 2);
            out.append(before(stripped(source.substring(at, open)), kind, mark));
            int close = closeOf(open, kind);
            copyTag(open, close, kind, mark);
            leave(close, kind);
        }
        return out.toString();
    }

    private int nextOpen() {
        for (int i = source.indexOf('{', at); i >= 0 && i + 1 < source.length(); i = source.indexOf('{', i + 1)) {
            if ("{%#".indexOf(source.charAt(i + 1)) >= 0) {
                return i;
            }
        }
        return -1;
    }

    private String stripped(String text) {
        return stripNext ? text.stripLeading() : text;
    }

    private String before(String text, char kind, char mark) {
        if (mark == '-') {
            return text.stripTrailing();
        }
        int line = text.lastIndexOf('\n') + 1;
        boolean indented = mark != '+'
                && kind != '{'
                && (line > 0 || lineStarting)
                && text.substring(line).isBlank();
        return indented ? text.substring(0, line) : text;
    }

    private void copyTag(int open, int close, char kind, char mark) {
        if (kind == '#') {
            return;
        }
        String body = source.substring(mark == ' ' ? open + 2 : open + 3, markAt(close - 1) == ' ' ? close : close - 1);
        out.append(kind == '%' ? dialect.statement(body) : dialect.expression(body));
    }

    private void leave(int close, char kind) {
        char mark = markAt(close - 1);
        at = close + 2;
        stripNext = mark == '-';
        lineStarting = false;
        if (kind != '{' && mark == ' ' && at < source.length() && source.charAt(at) == '\n') {
            at++;
            lineStarting = true;
        }
    }

    private char markAt(int index) {
        char c = source.charAt(index);
        return c == '-' || c == '+' ? c : ' ';
    }

    /** Where the closing pair of the tag at {@code open} begins; pairs inside strings and braces don't close it. */
    private int closeOf(int open, char kind) {
        char closing = kind == '{' ? '}' : kind;
        char quote = 0;
        int braces = 0;
        for (int i = open + 2; i + 1 < source.length(); i++) {
            char c = source.charAt(i);
            if (kind != '#' && quote != 0) {
                i += c == '\\' ? 1 : 0;
                quote = c == quote ? 0 : quote;
            } else if (kind != '#' && (c == '\'' || c == '"')) {
                quote = c;
            } else if (braces == 0 && c == closing && source.charAt(i + 1) == '}') {
                return i;
            } else if (kind != '#' && c == '{') {
                braces++;
            } else if (kind != '#' && c == '}') {
                braces--;
            }
        }
        throw new IllegalStateException("chat template: tag at character " + open + " (expected: closed)");
    }
}
