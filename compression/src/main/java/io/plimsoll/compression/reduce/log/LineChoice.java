package io.plimsoll.compression.reduce.log;

import io.plimsoll.compression.reduce.LeftOut;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Chooses lines of a log by rank until a budget is used up, and writes them with a mark wherever others are gone. */
final class LineChoice {

    /** What a mark costs, in tokens; a gap of fewer is not made. */
    private static final int MARK_TOKENS = 14;

    private final LogLines lines;
    private final int[] tokens;

    /** @param tokensOfCharacter tokens a character of this log, by which its lines are weighed */
    LineChoice(LogLines lines, double tokensOfCharacter) {
        this.lines = lines;
        tokens = new int[lines.size()];
        for (int at = 0; at < tokens.length; at++) {
            tokens[at] = 1 + (int) (lines.line(at).length() * tokensOfCharacter);
        }
    }

    /** The lines that stay in about {@code budget} tokens; those of the first rank stay in any. */
    BitSet within(double budget) {
        BitSet kept = new BitSet(lines.size());
        double left = budget;
        for (LogLines.Rank rank : LogLines.Rank.values()) {
            // The newest first: what a log says in the end is what came of it.
            for (int at = lines.size() - 1; at >= 0; at--) {
                if (lines.rank(at) != rank) {
                    continue;
                }
                int cost = tokens[at] + marks(kept, at);
                if (rank == LogLines.Rank.FIRST_ERROR || cost <= left) {
                    kept.set(at);
                    left -= cost;
                }
            }
        }
        fillSmallGaps(kept);
        return kept;
    }

    /** Whether every line that reports an error is among {@code kept}. */
    boolean hasAllErrors(BitSet kept) {
        for (int at = kept.nextClearBit(0); at < lines.size(); at = kept.nextClearBit(at + 1)) {
            if (lines.level(at).isError()) {
                return false;
            }
        }
        return true;
    }

    /** The text of {@code kept}. */
    String text(BitSet kept) {
        var out = new StringBuilder();
        int at = 0;
        while (at < lines.size()) {
            out.append(at == 0 ? "" : "\n");
            if (kept.get(at)) {
                out.append(lines.line(at));
                at++;
            } else {
                int end = end(kept, at);
                out.append(mark(at, end));
                at = end;
            }
        }
        return out.toString();
    }

    /** What keeping line {@code at} changes in the cost of marks. */
    private static int marks(BitSet kept, int at) {
        boolean before = at > 0 && kept.get(at - 1);
        boolean behind = kept.get(at + 1);
        if (before && behind) {
            return -MARK_TOKENS;
        }
        return before || behind ? 0 : MARK_TOKENS;
    }

    private void fillSmallGaps(BitSet kept) {
        int at = kept.nextClearBit(0);
        while (at < lines.size()) {
            int end = end(kept, at);
            int cost = 0;
            for (int line = at; line < end && cost <= MARK_TOKENS; line++) {
                cost += tokens[line];
            }
            if (cost <= MARK_TOKENS) {
                kept.set(at, end);
            }
            at = kept.nextClearBit(end);
        }
    }

    private int end(BitSet kept, int from) {
        int next = kept.nextSetBit(from);
        return next < 0 ? lines.size() : next;
    }

    private String mark(int from, int to) {
        Map<Level, Integer> levels = new EnumMap<>(Level.class);
        for (int at = from; at < to; at++) {
            levels.merge(lines.level(at), 1, Integer::sum);
        }
        levels.remove(Level.NONE);
        String told = levels.entrySet().stream()
                .map(level -> level.getValue() + " " + level.getKey())
                .collect(Collectors.joining(", "));
        int count = to - from;
        String what = count == 1 ? "1 line" : count + " lines";
        return LeftOut.mark(told.isEmpty() ? what : what + ": " + told);
    }
}
