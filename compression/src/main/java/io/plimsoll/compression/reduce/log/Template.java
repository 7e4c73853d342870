package io.plimsoll.compression.reduce.log;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What some lines share, to the letter, and where they differ.
 *
 * @param text the shared text, with {@link Mask#ANY} where each line has a value of its own
 * @param rows each line's values, separated by one blank; a value is not empty and holds no blank
 */
record Template(String text, List<String> rows) {

    private static final int FEWEST_LINES = 3;
    private static final int FEWEST_WORDS = 2;
    /** What a template's name costs, once in its definition and once in each row. */
    private static final int NAME_CHARACTERS = 3;

    /** The template of {@code lines}, which have the same separators; empty if it would not pay. */
    static Optional<Template> of(List<LogLine> lines) {
        if (lines.size() < FEWEST_LINES) {
            return Optional.empty();
        }
        LogLine first = lines.getFirst();
        String[] separators = first.separators().split("\n", -1);
        var text = new StringBuilder();
        List<StringBuilder> rows = new ArrayList<>();
        lines.forEach(line -> rows.add(new StringBuilder()));
        int words = 0;
        for (int i = 0; i < first.words().size(); i++) {
            text.append(separators[i]);
            Slot slot = Slot.of(lines, i);
            text.append(slot.text());
            words += slot.isWord() ? 1 : 0;
            if (!slot.isConstant()) {
                for (int row = 0; row < rows.size(); row++) {
                    StringBuilder values = rows.get(row);
                    values.append(values.isEmpty() ? "" : " ")
                            .append(slot.value(lines.get(row).words().get(i)));
                }
            }
        }
        text.append(separators[first.words().size()]);
        var template = new Template(
                text.toString(), rows.stream().map(StringBuilder::toString).toList());
        return words >= FEWEST_WORDS && template.pays(lines) ? Optional.of(template) : Optional.empty();
    }

    /** The line that {@code row} stands for; empty if it has not as many values as the template has places. */
    static Optional<String> line(String text, String row) {
        String[] shared = text.split(Pattern.quote(Mask.ANY), -1);
        String[] values = row.isEmpty() ? new String[0] : row.split(" ", -1);
        if (values.length != shared.length - 1) {
            return Optional.empty();
        }
        var line = new StringBuilder(shared[0]);
        for (int i = 0; i < values.length; i++) {
            line.append(values[i]).append(shared[i + 1]);
        }
        return Optional.of(line.toString());
    }

    private boolean pays(List<LogLine> lines) {
        int before = 0;
        for (LogLine line : lines) {
            before += line.separators().length()
                    + line.words().stream().mapToInt(String::length).sum();
        }
        int after = text.length() + 2 * NAME_CHARACTERS;
        for (String row : rows) {
            after += row.length() + NAME_CHARACTERS + 1;
        }
        return after < before;
    }

    /** The same place in all lines: a word, or one of which the ends are shared. */
    private record Slot(String prefix, String suffix, boolean isConstant) {

        private static Slot of(List<LogLine> lines, int place) {
            String first = lines.getFirst().words().get(place);
            int prefix = first.length();
            int suffix = first.length();
            int shortest = first.length();
            boolean same = true;
            for (LogLine line : lines) {
                String word = line.words().get(place);
                same &= word.equals(first);
                shortest = Math.min(shortest, word.length());
                prefix = commonPrefix(first, word, prefix);
                suffix = commonSuffix(first, word, suffix);
            }
            if (same) {
                return new Slot(first, "", true);
            }
            // Shared ends are cut between words and signs, so that what is left reads as a value; nothing is shared
            // twice.
            while (prefix > 0 && (prefix >= shortest || Character.isLetterOrDigit(first.charAt(prefix - 1)))) {
                prefix--;
            }
            while (suffix > 0
                    && (prefix + suffix >= shortest
                            || Character.isLetterOrDigit(first.charAt(first.length() - suffix)))) {
                suffix--;
            }
            return new Slot(first.substring(0, prefix), first.substring(first.length() - suffix), false);
        }

        String text() {
            return isConstant ? prefix : prefix + Mask.ANY + suffix;
        }

        String value(String word) {
            return word.substring(prefix.length(), word.length() - suffix.length());
        }

        boolean isWord() {
            return isConstant && prefix.chars().anyMatch(Character::isLetter);
        }

        private static int commonPrefix(String one, String other, int limit) {
            int length = Math.min(limit, other.length());
            int same = 0;
            while (same < length && one.charAt(same) == other.charAt(same)) {
                same++;
            }
            return same;
        }

        private static int commonSuffix(String one, String other, int limit) {
            int length = Math.min(limit, other.length());
            int same = 0;
            while (same < length && one.charAt(one.length() - 1 - same) == other.charAt(other.length() - 1 - same)) {
                same++;
            }
            return same;
        }
    }
}
