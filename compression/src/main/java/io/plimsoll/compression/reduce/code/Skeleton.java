package io.plimsoll.compression.reduce.code;

import io.plimsoll.compression.reduce.code.SourceLines.Line;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Source lines of which bodies go. In the place of one stand its number of lines and the lines in it that raise errors, all as
 * comments, so that the file can still be parsed. Created per text, not thread-safe.
 */
final class Skeleton {

    private static final int ERROR_LINES = 5;

    private static final Pattern RAISES =
            Pattern.compile("\\bthrow\\b|\\braise\\b|\\bpanic!?\\(|\\bErr\\(|\\berrors\\.New\\("
                    + "|\\bfmt\\.Errorf\\(|\\bbail!\\(|\\bunreachable!\\(|\\bassert\\b|\\babort\\(|\\breject\\(");

    private final SourceLines source;
    private final Language language;
    private final String[] bare;
    private final Map<Integer, Body> gone = new HashMap<>();

    Skeleton(SourceLines source, Language language, BareCode code) {
        this.source = source;
        this.language = language;
        this.bare = code.text().split("\n", -1);
    }

    /** Takes out a body. */
    void drop(Body body) {
        gone.put(body.from(), body);
    }

    /** Whether the brackets inside a body are all partnered, so that it can go. */
    boolean isWhole(Body body) {
        var text = new StringBuilder();
        for (int line = body.from(); line < body.to(); line++) {
            text.append(bare[line]).append('\n');
        }
        return Brackets.unpartnered(text).isEmpty();
    }

    /** The lines that are left, and the marks. */
    String text() {
        List<String> lines = new ArrayList<>();
        int line = 0;
        while (line < bare.length) {
            Body body = gone.get(line);
            if (body == null) {
                lines.add(source.lines().get(line).prefix()
                        + source.lines().get(line).code());
                line++;
            } else {
                mark(body, lines);
                line = body.to();
            }
        }
        return String.join("\n", lines);
    }

    private void mark(Body body, List<String> lines) {
        String indent = indent(body);
        lines.add(indent + language.omission(body));
        int errors = 0;
        for (int line = body.from(); line < body.to() && errors < ERROR_LINES; line++) {
            if (RAISES.matcher(bare[line]).find()) {
                Line raising = source.lines().get(line);
                lines.add(raising.prefix()
                        + indent
                        + language.comment(raising.code().strip()));
                errors++;
            }
        }
    }

    /** The indentation of a body's first statement; where it has none, of its first line. */
    private String indent(Body body) {
        int first = body.from();
        while (first < body.to() && bare[first].isBlank()) {
            first++;
        }
        String code =
                source.lines().get(first < body.to() ? first : body.from()).code();
        return code.substring(0, code.length() - code.stripLeading().length());
    }
}
