package io.plimsoll.compression.reduce;

import java.util.regex.Pattern;

/**
 * What a tool answered, apart from what its agent wrote around it: exit codes, file tags, working folders.
 *
 * <p>The lines that are known come from the shells and file tools of Claude Code, Codex, OpenCode, OpenHands, Qwen Code and
 * SWE-agent. {@code head + body + tail} is the text.
 *
 * @param head lines before the answer, with their line ends; may be empty
 * @param body the answer itself; empty only if the text is
 * @param tail lines behind it; may be empty
 */
public record Envelope(String head, String body, String tail) {

    /** Agents write a few lines, and none of them is long. */
    private static final int LINES = 10;

    private static final int LINE_CHARACTERS = 300;

    private static final Pattern HEAD = Pattern.compile("""
            (?ix) \\s*
            | exit\\ code: \\ *-?\\d+ | wall\\ time:.* | total\\ output\\ lines: .* | chunk\\ id: .*
            | process\\ exited\\ with\\ code\\ \\d+ | original\\ token\\ count: .*
            | (?:output|stdout|command|directory): .*
            | here's\\ the\\ result\\ of\\ running\\ .*
            | \\[file: .* \\]
            | <(?:file|files|content|output|result|stdout|bash-stdout|function_results|path|type|name|returncode|observation)>
              (?:[^<]{0,200}</[a-z_-]+>)?""");

    private static final Pattern TAIL = Pattern.compile("""
            (?ix) \\s*
            | \\[(?:the\\ )?command\\ (?:completed|finished|timed).* | \\[current\\ working\\ directory: .*
            | \\[python\\ interpreter: .* | \\(end\\ of\\ file.* | \\(open\\ file: .* | \\(current\\ directory: .*
            | (?:stderr|error|signal|background\\ pids|process\\ group\\ pgid):\\ *(?:\\(none\\)|\\(empty\\)|\\d*)
            | exit\\ code:\\ *(?:-?\\d+|\\(none\\))
            | </[a-z_-]+> | bash-\\$""");

    /** What these are followed by on the same line is the answer. */
    private static final Pattern LABEL = Pattern.compile("(?:Output|Stdout): +(?=\\S)");

    /** The envelope of {@code text}; without head and tail where it has none. */
    public static Envelope of(String text) {
        int start = start(text);
        int end = end(text, start);
        if (start >= end) {
            return new Envelope("", text, "");
        }
        return new Envelope(text.substring(0, start), text.substring(start, end), text.substring(end));
    }

    private static int start(String text) {
        int at = 0;
        for (int line = 0; line < LINES; line++) {
            int end = text.indexOf('\n', at);
            if (end < 0 || end - at > LINE_CHARACTERS) {
                end = Math.min(text.length(), at + LINE_CHARACTERS);
                return at + label(text, at, end);
            }
            int label = label(text, at, end);
            if (label > 0 || !HEAD.matcher(text).region(at, end).matches()) {
                return at + label;
            }
            at = end + 1;
        }
        return at;
    }

    private static int label(String text, int from, int to) {
        var label = LABEL.matcher(text).region(from, to);
        return label.lookingAt() ? label.end() - from : 0;
    }

    private static int end(String text, int start) {
        int at = text.length();
        for (int line = 0; line < LINES && at > start; line++) {
            int before = text.lastIndexOf('\n', at - 1);
            if (before < start
                    || at - before > LINE_CHARACTERS
                    || !TAIL.matcher(text).region(before + 1, at).matches()) {
                return at;
            }
            at = before;
        }
        return at;
    }
}
