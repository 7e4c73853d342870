package io.plimsoll.compression.reduce.code;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Finds the bodies of Python's functions: the lines behind a {@code def} that are indented further than it is. */
final class IndentBodies {

    private static final Pattern FUNCTION = Pattern.compile("\\s*(?:async\\s+)?def\\s+\\w+");
    private static final Pattern STRING = Pattern.compile("\\s*[A-Za-z]{0,2}\"");

    private final String[] bare;
    /** Lines that start inside a literal. */
    private final boolean[] continues;

    private IndentBodies(BareCode code) {
        this.bare = code.text().split("\n", -1);
        this.continues = new boolean[bare.length];
        int place = 0;
        for (int i = 0; i < bare.length; i++) {
            continues[i] = code.isInside(place);
            place += bare[i].length() + 1;
        }
    }

    /** The bodies in {@code code}, none inside another; of a body with a documentation string its parts. */
    static List<Body> in(BareCode code) {
        var search = new IndentBodies(code);
        List<Body> bodies = new ArrayList<>();
        int line = 0;
        while (line < search.bare.length) {
            line = search.isFunction(line) ? search.add(line, bodies) : line + 1;
        }
        return bodies;
    }

    private boolean isFunction(int line) {
        return !continues[line] && FUNCTION.matcher(bare[line]).lookingAt();
    }

    /** Adds the body of the function at {@code header}, and returns the line behind it. */
    private int add(int header, List<Body> bodies) {
        int start = headerEnd(header);
        int indent = indent(header);
        int end = start;
        int line = start;
        while (line < bare.length && (bare[line].isBlank() || continues[line] || indent(line) > indent)) {
            line++;
            end = bare[line - 1].isBlank() && !continues[line - 1] ? end : line;
        }
        int first = start;
        while (first < end && bare[first].isBlank()) {
            first++;
        }
        if (first < end && STRING.matcher(bare[first]).lookingAt()) {
            int behind = first + 1;
            while (behind < end && continues[behind]) {
                behind++;
            }
            // The first line of a documentation string, or the second where the first has only quotes, and the last.
            if (behind - first > 2) {
                bodies.add(new Body(header, first + 2, behind - 1, Body.Kind.TEXT));
            }
            first = behind;
        }
        if (first < end) {
            bodies.add(new Body(header, first, end, Body.Kind.FUNCTION));
        }
        return Math.max(end, header + 1);
    }

    /** Behind the line on which the header's brackets are closed. */
    private int headerEnd(int header) {
        int depth = 0;
        for (int line = header; line < bare.length; line++) {
            for (int i = 0; i < bare[line].length(); i++) {
                char c = bare[line].charAt(i);
                depth += c == '(' || c == '[' || c == '{' ? 1 : c == ')' || c == ']' || c == '}' ? -1 : 0;
            }
            if (depth <= 0) {
                return line + 1;
            }
        }
        return bare.length;
    }

    private int indent(int line) {
        return bare[line].length() - bare[line].stripLeading().length();
    }
}
