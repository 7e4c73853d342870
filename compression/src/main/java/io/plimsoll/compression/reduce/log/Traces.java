package io.plimsoll.compression.reduce.log;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Finds stack traces as Java, JavaScript, Python and Go print them, with those that they say they were caused by. */
final class Traces {

    private static final Pattern FRAME = Pattern.compile(
            "\\s+at \\S.*|\\s+File \".*\", line \\d+.*|Caused by: .*|\\s*\\.\\.\\. \\d+ (?:more|common frames).*|\\s+Suppressed: .*");

    private static final Pattern PYTHON = Pattern.compile(".{0,40}Traceback \\(most recent call last\\):\\s*");
    private static final Pattern CHAINED =
            Pattern.compile("During handling of the above exception.*|The above exception was the direct cause.*");
    private static final Pattern GO = Pattern.compile("(?:panic: |fatal error: |goroutine \\d+ \\[).*");
    private static final Pattern GO_FRAME = Pattern.compile("\\t.*|[\\w./*()-]+\\(.*\\)|created by .*|\\[signal .*");

    private Traces() {}

    /**
     * A trace's lines.
     *
     * @param from the line that says what happened
     * @param to behind the last one
     */
    record Trace(int from, int to) {}

    /** The traces in {@code lines}, in their order. */
    static List<Trace> in(List<String> lines) {
        List<Trace> traces = new ArrayList<>();
        int free = 0;
        for (int at = 0; at < lines.size(); at++) {
            int from = at;
            int to = at;
            if (PYTHON.matcher(lines.get(at)).matches()) {
                to = python(lines, at);
            } else if (GO.matcher(lines.get(at)).matches()) {
                to = go(lines, at);
            } else if (FRAME.matcher(lines.get(at)).matches()) {
                // The line before the first frame says what was thrown.
                from = at > free && !lines.get(at - 1).isBlank() ? at - 1 : at;
                to = frames(lines, at);
            }
            if (to > at + 1 || from < at) {
                traces.add(new Trace(from, to));
                free = to;
                at = to - 1;
            }
        }
        return traces;
    }

    private static int frames(List<String> lines, int at) {
        int to = at;
        while (to < lines.size() && FRAME.matcher(lines.get(to)).matches()) {
            to++;
        }
        return to;
    }

    private static int python(List<String> lines, int at) {
        int start = at;
        while (true) {
            int to = start + 1;
            while (to < lines.size()
                    && (lines.get(to).isBlank()
                            || Character.isWhitespace(lines.get(to).charAt(0)))) {
                to++;
            }
            to = Math.min(to + 1, lines.size());
            // Two blank lines and a sentence stand between the traces of a chain.
            int next = to;
            while (next < lines.size()
                    && (lines.get(next).isBlank()
                            || CHAINED.matcher(lines.get(next)).matches())) {
                next++;
            }
            if (next == to
                    || next == lines.size()
                    || !PYTHON.matcher(lines.get(next)).matches()) {
                return to;
            }
            start = next;
        }
    }

    private static int go(List<String> lines, int at) {
        int to = at + 1;
        while (to < lines.size()) {
            String line = lines.get(to);
            boolean blankInside = line.isBlank()
                    && to + 1 < lines.size()
                    && GO.matcher(lines.get(to + 1)).matches();
            if (!blankInside
                    && !GO.matcher(line).matches()
                    && !GO_FRAME.matcher(line).matches()) {
                return to;
            }
            to++;
        }
        return to;
    }
}
