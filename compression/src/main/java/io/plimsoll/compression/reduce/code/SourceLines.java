package io.plimsoll.compression.reduce.code;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A source text line by line, apart from the numbers that a tool put before its lines. Immutable.
 *
 * @param lines in order; the text is their prefixes and codes, joined by line feeds
 */
record SourceLines(List<Line> lines) {

    /** As {@code cat -n}, {@code 12→}, {@code 12:} and {@code 12|} have it. */
    private static final Pattern NUMBER = Pattern.compile("\\s{0,8}(\\d{1,7})(?:→|\\t|:|\\|)");
    /** Of ten lines, nine are numbered one by one; the others are what a tool added. */
    private static final double NUMBERED = .9;

    SourceLines {
        lines = List.copyOf(lines);
    }

    /**
     * A line.
     *
     * @param prefix its number and what parts it from the code; empty where lines have none
     */
    record Line(String prefix, String code) {}

    static SourceLines of(String text) {
        List<Line> numbered = new ArrayList<>();
        List<Line> plain = new ArrayList<>();
        int consecutive = 0;
        int spaced = 0;
        int codes = 0;
        long last = -2;
        for (String line : text.split("\n", -1)) {
            plain.add(new Line("", line));
            Matcher number = NUMBER.matcher(line);
            if (!number.lookingAt()) {
                numbered.add(new Line("", line));
                continue;
            }
            String code = line.substring(number.end());
            long value = Long.parseLong(number.group(1));
            consecutive += last == -2 || value == last + 1 ? 1 : 0;
            last = value;
            codes += code.isBlank() ? 0 : 1;
            spaced += !code.isBlank() && code.startsWith(" ") ? 1 : 0;
            numbered.add(new Line(line.substring(0, number.end()), code));
        }
        if (consecutive < NUMBERED * plain.size()) {
            return new SourceLines(plain);
        }
        return new SourceLines(codes > 0 && spaced == codes ? withoutSpace(numbered) : numbered);
    }

    /** A space that stands on every line belongs to the number. */
    private static List<Line> withoutSpace(List<Line> lines) {
        return lines.stream()
                .map(line -> !line.prefix().isEmpty() && line.code().startsWith(" ")
                        ? new Line(line.prefix() + " ", line.code().substring(1))
                        : line)
                .toList();
    }

    /** The code without numbers. */
    String code() {
        return lines.stream().map(Line::code).collect(Collectors.joining("\n"));
    }

    /** The code of the lines in [from, to). */
    String code(int from, int to) {
        return lines.subList(from, to).stream().map(Line::code).collect(Collectors.joining("\n"));
    }
}
