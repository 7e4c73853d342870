package io.plimsoll.compression.reduce.listing;

import io.plimsoll.budget.config.Reduction;
import io.plimsoll.compression.reduce.Goal;
import io.plimsoll.compression.reduce.LeftOut;
import io.plimsoll.compression.reduce.Reading;
import io.plimsoll.compression.reduce.Reducer;
import io.plimsoll.compression.reduce.Target;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Gives the number of paths in a folder for the paths, until a listing is short enough: the deepest folders first, and of
 * equally deep ones those with most in them. A path that shares a word with the goal keeps its folder open.
 */
public final class FolderCounts implements Reducer {

    private static final int LEAST_PATHS = 3;

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
        String unfolded = PathTree.looksLike(text) ? text : PathTree.restored(text);
        if (!PathTree.looksLike(unfolded)) {
            return Optional.empty();
        }
        String counted = counted(unfolded, target);
        return target.counter().applyAsInt(counted) < tokens ? Optional.of(counted) : Optional.empty();
    }

    private static String counted(String text, Target target) {
        Goal goal = Goal.of(target.goal());
        List<Entry> entries =
                text.lines().map(line -> Entry.of(line, goal, target)).toList();
        int tokens = target.counter().applyAsInt(text);
        int named = paths(entries);
        int deepest = entries.stream().mapToInt(Entry::depth).max().orElse(0);
        for (int depth = deepest; depth > 0 && tokens > target.tokens(); depth--) {
            Map<String, Entry> closed = new HashMap<>();
            for (List<Entry> folder : closable(entries, depth)) {
                if (tokens > target.tokens()) {
                    Entry one = Entry.closed(folder, target);
                    closed.put(folder.getFirst().parent(), one);
                    tokens += one.tokens()
                            - folder.stream().mapToInt(Entry::tokens).sum();
                }
            }
            entries = withClosed(entries, depth, closed);
        }
        int left = entries.stream()
                .filter(entry -> !entry.isClosed())
                .mapToInt(Entry::paths)
                .sum();
        List<String> lines = new ArrayList<>(entries.stream().map(Entry::line).toList());
        if (left < named) {
            lines.add(LeftOut.mark(named - left, "path's name", "paths' names"));
        }
        String folded = PathTree.folded(lines);
        String list = String.join("\n", lines);
        return PathTree.restored(folded).equals(list) ? folded : list;
    }

    private static int paths(List<Entry> entries) {
        return entries.stream().mapToInt(Entry::paths).sum();
    }

    /** The folders at {@code depth} that may be closed, with all that lies in them; those with most paths first. */
    private static List<List<Entry>> closable(List<Entry> entries, int depth) {
        Map<String, List<Entry>> folders = new LinkedHashMap<>();
        Set<String> open = new HashSet<>();
        for (Entry entry : entries) {
            if (entry.depth() > depth) {
                open.add(entry.parentAt(depth));
            }
            if (entry.depth() == depth) {
                folders.computeIfAbsent(entry.parent(), folder -> new ArrayList<>())
                        .add(entry);
            }
        }
        return folders.values().stream()
                .filter(folder ->
                        paths(folder) >= LEAST_PATHS && folder.stream().noneMatch(Entry::matchesGoal))
                .filter(folder -> !open.contains(folder.getFirst().parent()))
                .sorted(Comparator.<List<Entry>>comparingInt(FolderCounts::paths)
                        .reversed())
                .toList();
    }

    /** A closed folder stands where its first path stood. */
    private static List<Entry> withClosed(List<Entry> entries, int depth, Map<String, Entry> closed) {
        Set<String> written = new HashSet<>();
        List<Entry> left = new ArrayList<>();
        for (Entry entry : entries) {
            Entry folder = entry.depth() == depth ? closed.get(entry.parent()) : null;
            if (folder == null) {
                left.add(entry);
            } else if (written.add(entry.parent())) {
                left.add(folder);
            }
        }
        return left;
    }
}
