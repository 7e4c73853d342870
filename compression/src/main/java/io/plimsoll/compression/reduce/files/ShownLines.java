package io.plimsoll.compression.reduce.files;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which lines of a file a result shows, by the numbers in front of them: {@code 12→}, {@code 12:}, {@code 00012| }. */
final class ShownLines {

    private static final Pattern NUMBERED = Pattern.compile("^\\s{0,8}(\\d{1,7})(?:→|\t|:|\\| ?|  )");
    /** Not every line has to carry a number: tools put a heading above, and a note below. */
    private static final double MOST = .5;

    private ShownLines() {}

    /** The numbers of the first and the last numbered line, where most lines are numbered and the numbers rise. */
    static Optional<LineRange> numbered(String result) {
        int first = 0;
        int last = 0;
        int numbered = 0;
        int lines = 0;
        for (String line : (Iterable<String>) result.lines()::iterator) {
            lines++;
            Matcher number = NUMBERED.matcher(line);
            if (number.find()) {
                int value = Integer.parseInt(number.group(1));
                if (value <= last) {
                    return Optional.empty();
                }
                first = first == 0 ? value : first;
                last = value;
                numbered++;
            }
        }
        boolean most = numbered > 0 && numbered >= MOST * lines;
        return most ? Optional.of(new LineRange(first, last)) : Optional.empty();
    }

    /** How many lines a text has, at least 1. */
    static int count(String text) {
        return Math.max(1, Math.toIntExact(text.lines().count()));
    }
}
