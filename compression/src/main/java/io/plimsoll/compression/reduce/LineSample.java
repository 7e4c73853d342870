package io.plimsoll.compression.reduce;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lines of a text to judge it by: from its start, middle and end, without the numbers that a file viewer puts before them.
 *
 * @param lines those that are not blank, clipped; in their order
 * @param numbering how they were numbered
 */
record LineSample(List<String> lines, Numbering numbering) {

    /** How the lines of a text are numbered. */
    enum Numbering {
        NONE,
        /** One by one, as a file is shown. */
        CONSECUTIVE,
        /** With gaps, as the hits in a file are shown. */
        WITH_GAPS
    }

    private static final int PARTS = 3;
    private static final int LINES_OF_PART = 150;
    private static final int LINE_CHARACTERS = 300;
    private static final double NUMBERED = .8;
    private static final Pattern NUMBER = Pattern.compile("\\s{0,8}(\\d{1,7})(?:→|\\t|:|\\| ?|-(?=\\D))");

    static LineSample of(String text) {
        List<String> raw = sampled(text);
        List<String> bare = new ArrayList<>(raw.size());
        int numbered = 0;
        int consecutive = 0;
        long last = -1;
        for (String line : raw) {
            Matcher number = NUMBER.matcher(line);
            if (number.lookingAt()) {
                long value = Long.parseLong(number.group(1));
                numbered++;
                consecutive += last < 0 || value == last + 1 ? 1 : 0;
                last = value;
                bare.add(line.substring(number.end()));
            } else {
                bare.add(line);
            }
        }
        if (numbered < 2 || numbered < NUMBERED * raw.size()) {
            return new LineSample(notBlank(raw), Numbering.NONE);
        }
        // Where parts of a long text meet, the numbers jump.
        int jumps = raw.size() == PARTS * LINES_OF_PART ? PARTS - 1 : 0;
        boolean shown = consecutive + jumps >= NUMBERED * numbered;
        return new LineSample(notBlank(bare), shown ? Numbering.CONSECUTIVE : Numbering.WITH_GAPS);
    }

    private static List<String> sampled(String text) {
        List<String> lines = new ArrayList<>();
        int room = LINES_OF_PART * LINE_CHARACTERS;
        if (text.length() <= PARTS * room) {
            add(lines, text, PARTS * LINES_OF_PART);
            if (lines.size() < PARTS * LINES_OF_PART) {
                return lines;
            }
            lines.clear();
        }
        for (int part = 0; part < PARTS; part++) {
            int from = (int) ((long) text.length() * part / PARTS);
            if (part > 0) {
                from = Math.max(from, text.indexOf('\n', from) + 1);
            }
            add(lines, text.substring(from, Math.min(text.length(), from + room)), LINES_OF_PART);
        }
        return lines;
    }

    private static void add(List<String> lines, String text, int most) {
        text.lines()
                .limit(most)
                .map(line -> line.length() > LINE_CHARACTERS ? line.substring(0, LINE_CHARACTERS) : line)
                .forEach(lines::add);
    }

    private static List<String> notBlank(List<String> lines) {
        return lines.stream().filter(line -> !line.isBlank()).toList();
    }
}
