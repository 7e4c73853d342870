package io.plimsoll.compression.reduce.diff;

import io.plimsoll.budget.config.Reduction;
import io.plimsoll.compression.reduce.Goal;
import io.plimsoll.compression.reduce.LeftOut;
import io.plimsoll.compression.reduce.Reading;
import io.plimsoll.compression.reduce.Reducer;
import io.plimsoll.compression.reduce.Target;
import io.plimsoll.compression.reduce.diff.UnifiedDiff.Line;
import io.plimsoll.compression.reduce.diff.UnifiedDiff.Part;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Leaves hunks out of a large diff until it is short enough: first those of generated files and those that change white space
 * only, then the smallest of a file with more than ten, and all of the files behind the twenty with most changed lines. Hunks
 * that share words with the goal go last. What was left out is told in one line where it stood.
 */
public final class LargestHunks implements Reducer {

    private static final int HUNKS_A_FILE = 10;
    private static final int FILES = 20;
    /** A file's name in a mark. */
    private static final int NAME_CHARACTERS = 80;

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
        if (!UnifiedDiff.looksLike(text) || LeftOut.isIn(text)) {
            return Optional.empty();
        }
        int tokens = target.counter().applyAsInt(text);
        if (tokens <= target.tokens()) {
            return Optional.empty();
        }
        List<ChangedFile> files = ChangedFile.of(UnifiedDiff.of(text));
        Set<Hunk> dropped = Collections.newSetFromMap(new IdentityHashMap<>());
        int left = tokens;
        for (Hunk hunk : expendable(files, Goal.of(target.goal()))) {
            if (left <= target.tokens()) {
                break;
            }
            dropped.add(hunk);
            left -= target.counter().applyAsInt(hunk.text());
        }
        String shorter = files.stream().map(file -> without(dropped, file)).collect(Collectors.joining("\n"));
        return !dropped.isEmpty() && target.counter().applyAsInt(shorter) < tokens
                ? Optional.of(shorter)
                : Optional.empty();
    }

    /** What may go, in the order in which it goes. */
    private static List<Hunk> expendable(List<ChangedFile> files, Goal goal) {
        List<Hunk> noise = new ArrayList<>();
        List<Hunk> rest = new ArrayList<>();
        List<ChangedFile> written = new ArrayList<>();
        for (ChangedFile file : files) {
            if (file.isGenerated()) {
                noise.addAll(file.hunks());
            } else {
                file.hunks().stream().filter(Hunk::changesWhiteSpaceOnly).forEach(noise::add);
                written.add(file);
            }
        }
        written.sort(Comparator.comparingInt(ChangedFile::churn).reversed());
        for (int i = 0; i < written.size(); i++) {
            List<Hunk> hunks = written.get(i).hunks().stream()
                    .filter(hunk -> !hunk.changesWhiteSpaceOnly())
                    .sorted(byWorth(goal).reversed())
                    .toList();
            rest.addAll(hunks.subList(i < FILES ? Math.min(HUNKS_A_FILE, hunks.size()) : 0, hunks.size()));
        }
        rest.sort(byWorth(goal));
        noise.addAll(rest);
        return noise;
    }

    private static Comparator<Hunk> byWorth(Goal goal) {
        IdentityHashMap<Hunk, Integer> overlaps = new IdentityHashMap<>();
        return Comparator.<Hunk>comparingInt(hunk ->
                        overlaps.computeIfAbsent(hunk, h -> goal.overlap(String.join("\n", h.lines()))))
                .thenComparingInt(hunk -> hunk.added() + hunk.removed());
    }

    private static String without(Set<Hunk> dropped, ChangedFile file) {
        List<Hunk> hunks = file.hunks();
        if (!hunks.isEmpty() && dropped.containsAll(hunks)) {
            String name = file.name();
            String named =
                    name.length() > NAME_CHARACTERS ? "…" + name.substring(name.length() - NAME_CHARACTERS) : name;
            return LeftOut.mark((file.isGenerated() ? "generated " : "") + named + ": " + churn(hunks));
        }
        List<String> lines = new ArrayList<>();
        List<Hunk> gap = new ArrayList<>();
        for (Part part : file.parts()) {
            if (part instanceof Hunk hunk && dropped.contains(hunk)) {
                gap.add(hunk);
                continue;
            }
            mark(gap, lines);
            lines.add(part instanceof Hunk hunk ? hunk.text() : ((Line) part).text());
        }
        mark(gap, lines);
        return String.join("\n", lines);
    }

    private static void mark(List<Hunk> gap, List<String> lines) {
        if (!gap.isEmpty()) {
            boolean blank = gap.stream().allMatch(Hunk::changesWhiteSpaceOnly);
            String hunks = gap.size() == 1 ? "1 hunk" : gap.size() + " hunks";
            lines.add(LeftOut.mark(hunks + (blank ? " of white space, " : ", ") + churn(gap)));
            gap.clear();
        }
    }

    private static String churn(List<Hunk> hunks) {
        return "+" + hunks.stream().mapToInt(Hunk::added).sum() + " -"
                + hunks.stream().mapToInt(Hunk::removed).sum() + " lines";
    }
}
