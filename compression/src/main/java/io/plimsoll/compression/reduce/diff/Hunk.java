package io.plimsoll.compression.reduce.diff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Lines that were changed, and some around them.
 *
 * @param oldLine the number of its first line in the old file, counted as if it had one there
 * @param newLine the same in the new file
 * @param heading what stands behind the numbers, with the space before it; may be empty
 * @param lines each with its sign: a space, {@code +}, {@code -}, or {@code \} for a remark; an empty one is context too
 */
record Hunk(int oldLine, int newLine, String heading, List<String> lines) implements UnifiedDiff.Part {

    /** A gap of so few lines costs less than the header behind it would. */
    private static final int WORTH_A_HEADER = 3;

    private static final Pattern HEADER =
            Pattern.compile("@@ -(\\d{1,9})(?:,(\\d{1,9}))? \\+(\\d{1,9})(?:,(\\d{1,9}))? @@(.*)", Pattern.DOTALL);

    Hunk {
        lines = List.copyOf(lines);
    }

    /** The hunk whose header is line {@code at}; empty if there is none, or if it is cut off. */
    static Optional<Hunk> at(List<String> all, int at) {
        if (!all.get(at).startsWith("@@ -")) {
            return Optional.empty();
        }
        Matcher header = HEADER.matcher(all.get(at));
        if (!header.matches()) {
            return Optional.empty();
        }
        int oldLeft = count(header.group(2));
        int newLeft = count(header.group(4));
        int oldLine = Integer.parseInt(header.group(1)) + (oldLeft == 0 ? 1 : 0);
        int newLine = Integer.parseInt(header.group(3)) + (newLeft == 0 ? 1 : 0);
        int next = at + 1;
        while (next < all.size() && (oldLeft > 0 || newLeft > 0 || isRemark(all.get(next)))) {
            String line = all.get(next);
            if (!isPart(line)) {
                return Optional.empty();
            }
            oldLeft -= isOld(line) ? 1 : 0;
            newLeft -= isNew(line) ? 1 : 0;
            next++;
        }
        return oldLeft == 0 && newLeft == 0
                ? Optional.of(new Hunk(oldLine, newLine, header.group(5), all.subList(at + 1, next)))
                : Optional.empty();
    }

    private static int count(@Nullable String group) {
        return group == null ? 1 : Integer.parseInt(group);
    }

    static boolean isChange(String line) {
        return line.startsWith("+") || line.startsWith("-");
    }

    static boolean isRemark(String line) {
        return line.startsWith("\\");
    }

    private static boolean isOld(String line) {
        return line.isEmpty() || line.charAt(0) == ' ' || line.charAt(0) == '-' || line.equals("\r");
    }

    private static boolean isNew(String line) {
        return line.isEmpty() || line.charAt(0) == ' ' || line.charAt(0) == '+' || line.equals("\r");
    }

    private static boolean isPart(String line) {
        return isOld(line) || isNew(line) || isRemark(line);
    }

    int added() {
        return (int) lines.stream().filter(line -> line.startsWith("+")).count();
    }

    int removed() {
        return (int) lines.stream().filter(line -> line.startsWith("-")).count();
    }

    /** Whether the lines that go and those that come differ in nothing but white space. */
    boolean changesWhiteSpaceOnly() {
        return signed('+').equals(signed('-'));
    }

    private String signed(char sign) {
        var text = new StringBuilder();
        for (String line : lines) {
            if (!line.isEmpty() && line.charAt(0) == sign) {
                line.chars().skip(1).filter(c -> !Character.isWhitespace(c)).forEach(c -> text.append((char) c));
            }
        }
        return text.toString();
    }

    /** The same changes with at most {@code context} unchanged lines around each; several hunks where some lay far apart. */
    List<Hunk> withContext(int context) {
        boolean[] kept = near(context);
        List<Hunk> hunks = new ArrayList<>();
        int oldAt = oldLine;
        int newAt = newLine;
        int at = 0;
        while (at < lines.size()) {
            int start = at;
            while (at < lines.size() && kept[at] == kept[start]) {
                at++;
            }
            List<String> run = lines.subList(start, at);
            if (kept[start]) {
                hunks.add(new Hunk(oldAt, newAt, hunks.isEmpty() ? heading : "", run));
            }
            oldAt += count(run, Hunk::isOld);
            newAt += count(run, Hunk::isNew);
        }
        return hunks.isEmpty() ? List.of(this) : hunks;
    }

    /** Which lines are changes or stand near one; a remark goes with the line before it. */
    private boolean[] near(int context) {
        boolean[] near = new boolean[lines.size()];
        int distance = context + 1;
        for (int i = 0; i < near.length; i++) {
            distance = distance(i, distance);
            near[i] = distance <= context;
        }
        distance = context + 1;
        for (int i = near.length - 1; i >= 0; i--) {
            distance = distance(i, distance);
            near[i] |= distance <= context;
        }
        for (int i = 1; i < near.length; i++) {
            near[i] = isRemark(lines.get(i)) ? near[i - 1] : near[i];
        }
        fillSmallGaps(near);
        return near;
    }

    private static void fillSmallGaps(boolean[] near) {
        int last = near.length;
        for (int i = 0; i < near.length; i++) {
            if (near[i]) {
                if (i - last - 1 <= WORTH_A_HEADER) {
                    Arrays.fill(near, Math.min(last, i), i, true);
                }
                last = i;
            }
        }
    }

    /** How many lines away the nearest change is, if it was {@code before} at the line passed last. */
    private int distance(int line, int before) {
        if (isChange(lines.get(line))) {
            return 0;
        }
        return isRemark(lines.get(line)) ? before : before + 1;
    }

    private static int count(List<String> lines, Predicate<String> kind) {
        return (int) lines.stream().filter(kind).count();
    }

    /** The hunk as it stands in a diff. */
    String text() {
        var text = new StringBuilder("@@ -");
        range(text, oldLine, count(lines, Hunk::isOld));
        text.append(" +");
        range(text, newLine, count(lines, Hunk::isNew));
        text.append(" @@").append(heading);
        lines.forEach(line -> text.append('\n').append(line));
        return text.toString();
    }

    private static void range(StringBuilder text, int line, int count) {
        text.append(count == 0 ? line - 1 : line);
        if (count != 1) {
            text.append(',').append(count);
        }
    }
}
