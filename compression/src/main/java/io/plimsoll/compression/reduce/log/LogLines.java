package io.plimsoll.compression.reduce.log;

import io.plimsoll.compression.reduce.GoalWords;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The lines of a log with their level and how much each is worth keeping. Ranks, the most worth first: what {@link Rank} says.
 * Created per text, not thread-safe.
 */
final class LogLines {

    /** Why a line is kept, the strongest reason first. */
    enum Rank {
        /** The first line of each error, and of each stack trace its start and end: kept whatever the target. */
        FIRST_ERROR,
        /** An error like one before. */
        REPEATED_ERROR,
        /** What a run says in the end, where the log starts and ends, and lines that the goal names. */
        SUMMARY,
        /** The first of warnings that differ in numbers alone. */
        FIRST_WARNING,
        /** Up to three lines around the first of an error. */
        CONTEXT,
        /** The first line of its kind. */
        FIRST,
        /** Any other. */
        OTHER
    }

    private static final int AROUND = 3;
    private static final int START = 3;
    private static final int END = 5;
    private static final int TRACE_START = 25;
    private static final int TRACE_END = 10;
    private static final int CHARACTERS = 400;

    private static final Pattern SUMMARY = Pattern.compile(
            "(?i)\\W{0,4}(?:tests? run:.*|=+ .*\\d+ (?:passed|failed|error|skipped).*=+|(?:total|summary|result)s?\\b.*\\d.*|"
                    + "build (?:success|fail).*|(?:tests?|test suites?|test files|snapshots|pass|fail|tests):? +\\d+.*|"
                    + "\\d+ (?:passing|failing|pending|passed|failed|tests?|errors?|warnings?|problems?|vulnerabilities)\\b.*|"
                    + "(?:found|ran|added|removed) \\d+ .*|ok\\s+\\S+\\s+[\\d.]+s.*|(?:process |command )?exit(?:ed)?(?: with)?(?: code| status)?:? \\d+.*|"
                    + "finished .*|done in .*|test result: .*)");

    private final List<String> lines;
    private final Level[] levels;
    private final Rank[] ranks;

    LogLines(List<String> lines, GoalWords goal) {
        this.lines = List.copyOf(lines);
        levels = new Level[lines.size()];
        ranks = new Rank[lines.size()];
        Arrays.fill(ranks, Rank.OTHER);
        Set<String> seen = new HashSet<>();
        for (int at = 0; at < lines.size(); at++) {
            String line = clipped(at);
            levels[at] = Level.of(line);
            boolean first = seen.add(masked(line));
            rank(at, own(at, line, first, goal));
        }
        rankTraces();
        rankContext();
    }

    int size() {
        return lines.size();
    }

    String line(int at) {
        return lines.get(at);
    }

    Level level(int at) {
        return levels[at];
    }

    Rank rank(int at) {
        return ranks[at];
    }

    private Rank own(int at, String line, boolean first, GoalWords goal) {
        if (levels[at].isError()) {
            return first ? Rank.FIRST_ERROR : Rank.REPEATED_ERROR;
        }
        boolean end = at < START || at >= lines.size() - END;
        if (end || SUMMARY.matcher(line).matches() || goal.areNamedIn(line)) {
            return Rank.SUMMARY;
        }
        if (!first) {
            return Rank.OTHER;
        }
        return levels[at] == Level.WARN ? Rank.FIRST_WARNING : Rank.FIRST;
    }

    private void rankTraces() {
        Map<String, Integer> seen = new HashMap<>();
        for (Traces.Trace trace : Traces.in(lines)) {
            var signature = new StringBuilder();
            for (int at = trace.from(); at < trace.to(); at++) {
                signature.append(masked(clipped(at))).append('\n');
            }
            if (seen.merge(signature.toString(), 1, Integer::sum) > 1) {
                continue;
            }
            for (int at = trace.from(); at < trace.to(); at++) {
                boolean shown = at - trace.from() < TRACE_START || trace.to() - at <= TRACE_END;
                rank(at, shown ? Rank.FIRST_ERROR : Rank.CONTEXT);
            }
        }
    }

    private void rankContext() {
        for (int at = 0; at < ranks.length; at++) {
            if (ranks[at] == Rank.FIRST_ERROR) {
                for (int near = Math.max(0, at - AROUND); near <= Math.min(ranks.length - 1, at + AROUND); near++) {
                    rank(near, Rank.CONTEXT);
                }
            }
        }
    }

    /** Raises a line's rank; a stronger reason stays. */
    private void rank(int at, Rank rank) {
        if (rank.compareTo(ranks[at]) < 0) {
            ranks[at] = rank;
        }
    }

    private String clipped(int at) {
        String line = lines.get(at);
        return line.length() > CHARACTERS ? line.substring(0, CHARACTERS) : line;
    }

    private static String masked(String line) {
        return String.join(
                " ", Arrays.stream(line.strip().split("\\s+")).map(Mask::of).toList());
    }
}
