package io.plimsoll.compression.reduce.listing;

import io.plimsoll.budget.config.Reduction;
import io.plimsoll.compression.reduce.Goal;
import io.plimsoll.compression.reduce.LeftOut;
import io.plimsoll.compression.reduce.Reading;
import io.plimsoll.compression.reduce.Reducer;
import io.plimsoll.compression.reduce.Target;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * Leaves matches out of search output until it is short enough. The first match of a file stays before the last one, and those
 * before all others; a match gains a place for each word that it shares with the goal. Lines that are no matches stay.
 */
public final class TopMatches implements Reducer {

    /** Fewer matches would not show what was found. */
    private static final int LEAST_MATCHES = 5;

    private static final int FIRST = 2;
    private static final int LAST = 1;
    /** What a mark costs, where the matches of a file are not all there. */
    private static final int MARK_TOKENS = 9;

    @Override
    public Reduction rung() {
        return Reduction.EXTRACT;
    }

    @Override
    public boolean isLossless() {
        return false;
    }

    @Override
    public Optional<String> reduce(Reading reading, Target target) {
        String text = reading.text().result();
        if (LeftOut.isIn(text)) {
            return Optional.empty();
        }
        int tokens = target.counter().applyAsInt(text);
        if (tokens <= target.tokens()) {
            return Optional.empty();
        }
        String ungrouped = MatchGroup.looksLike(text) ? text : GroupedText.restored(text);
        if (!MatchGroup.looksLike(ungrouped)) {
            return Optional.empty();
        }
        List<MatchGroup> groups = MatchGroup.of(ungrouped);
        List<Match> kept = kept(groups, target);
        String shorter = text(groups, kept);
        return target.counter().applyAsInt(shorter) < tokens ? Optional.of(shorter) : Optional.empty();
    }

    private static List<Match> kept(List<MatchGroup> groups, Target target) {
        ToIntFunction<String> counter = target.counter();
        int left = target.tokens() - MARK_TOKENS;
        for (MatchGroup group : groups) {
            left -= group.path().isEmpty() ? counter.applyAsInt(String.join("\n", group.lines())) + 1 : 0;
        }
        BitSet opened = new BitSet();
        List<Match> kept = new ArrayList<>();
        for (Match match : matches(groups, Goal.of(target.goal()))) {
            MatchGroup group = groups.get(match.group());
            int cost = counter.applyAsInt(group.lines().get(match.line())) + 1;
            cost += opened.get(match.group()) ? 0 : counter.applyAsInt(group.path()) + MARK_TOKENS;
            if (cost <= left || kept.size() < LEAST_MATCHES) {
                opened.set(match.group());
                kept.add(match);
                left -= cost;
            }
        }
        return kept;
    }

    /** All matches, the most telling first. */
    private static List<Match> matches(List<MatchGroup> groups, Goal goal) {
        List<Match> matches = new ArrayList<>();
        for (int group = 0; group < groups.size(); group++) {
            List<String> lines = groups.get(group).lines();
            for (int line = 0; line < lines.size() && !groups.get(group).path().isEmpty(); line++) {
                if (lines.get(line).equals(MatchGroup.SEPARATOR)) {
                    continue;
                }
                int place = line == 0 ? FIRST : line == lines.size() - 1 ? LAST : 0;
                matches.add(new Match(group, line, place + goal.overlap(lines.get(line))));
            }
        }
        matches.sort(Comparator.comparingInt(Match::worth).reversed());
        return matches;
    }

    private static String text(List<MatchGroup> groups, List<Match> kept) {
        List<BitSet> keptLines = new ArrayList<>();
        groups.forEach(group -> keptLines.add(new BitSet()));
        kept.forEach(match -> keptLines.get(match.group()).set(match.line()));
        List<String> out = new ArrayList<>();
        int matches = 0;
        int files = 0;
        for (int i = 0; i < groups.size(); i++) {
            MatchGroup group = groups.get(i);
            if (!group.path().isEmpty() && keptLines.get(i).isEmpty()) {
                matches += group.matches();
                files++;
                continue;
            }
            markFiles(out, matches, files);
            matches = 0;
            files = 0;
            write(group, keptLines.get(i), out);
        }
        markFiles(out, matches, files);
        return String.join("\n", out);
    }

    private static void markFiles(List<String> out, int matches, int files) {
        if (files > 0) {
            out.add(LeftOut.mark((matches == 1 ? "1 match" : matches + " matches") + " in "
                    + (files == 1 ? "1 file" : files + " files")));
        }
    }

    private static void write(MatchGroup group, BitSet kept, List<String> out) {
        if (group.path().isEmpty()) {
            out.addAll(group.lines());
            return;
        }
        out.add(group.path());
        int gone = 0;
        for (int line = 0; line < group.lines().size(); line++) {
            if (kept.get(line)) {
                out.add(group.lines().get(line));
            } else if (!group.lines().get(line).equals(MatchGroup.SEPARATOR)) {
                gone++;
            }
        }
        if (gone > 0) {
            out.add(LeftOut.mark(gone, "match", "matches"));
        }
    }

    private record Match(int group, int line, int worth) {}
}
