package io.plimsoll.compression.reduce.listing;

import io.plimsoll.compression.reduce.Goal;
import io.plimsoll.compression.reduce.Target;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A line of a listing, or the one that stands for a folder's paths.
 *
 * @param line as it is written
 * @param parent the folder that it lies in, with its slash; empty for a line that is no path
 * @param depth how many folders it lies in
 * @param kinds how many paths it stands for, by the ending of their names; none for a line that is no path
 * @param isClosed whether it stands for a folder's paths
 * @param matchesGoal whether it shares a word with the goal
 */
record Entry(
        String line,
        String parent,
        int depth,
        Map<String, Integer> kinds,
        int tokens,
        boolean isClosed,
        boolean matchesGoal) {

    private static final int KINDS_SHOWN = 3;
    private static final int LONGEST_ENDING = 8;

    static Entry of(String line, Goal goal, Target target) {
        int tokens = target.counter().applyAsInt(line) + 1;
        if (line.isEmpty() || !PathTree.isPath(line)) {
            return new Entry(line, "", 0, Map.of(), tokens, false, false);
        }
        String parent = parentOf(line);
        String name = line.substring(parent.length());
        return new Entry(line, parent, depth(parent), Map.of(ending(name), 1), tokens, false, goal.overlap(name) > 0);
    }

    /** The entry for all {@code paths} of a folder. */
    static Entry closed(List<Entry> paths, Target target) {
        Map<String, Integer> kinds = new TreeMap<>();
        paths.forEach(path -> path.kinds().forEach((kind, count) -> kinds.merge(kind, count, Integer::sum)));
        int count = kinds.values().stream().mapToInt(Integer::intValue).sum();
        String shown = kinds.entrySet().stream()
                .filter(kind -> !kind.getKey().isEmpty())
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder()))
                .limit(KINDS_SHOWN)
                .map(kind -> kind.getValue() + " " + kind.getKey())
                .collect(Collectors.joining(", "));
        String folder = paths.getFirst().parent();
        String line = folder + "… " + count + " paths" + (shown.isEmpty() ? "" : " (" + shown + ")");
        String parent = parentOf(folder);
        return new Entry(line, parent, depth(parent), kinds, target.counter().applyAsInt(line) + 1, true, false);
    }

    private static String parentOf(String path) {
        return path.substring(0, path.lastIndexOf('/', path.length() - 2) + 1);
    }

    private static String ending(String name) {
        int dot = name.lastIndexOf('.');
        boolean ending = dot > 0 && name.length() - dot <= LONGEST_ENDING && !name.endsWith("/");
        return ending ? name.substring(dot) : "";
    }

    /** How many paths it stands for; 0 for a line that is none. */
    int paths() {
        return kinds.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** The one of the folders around it that lies in {@code depth - 1} others. */
    String parentAt(int depth) {
        int end = 0;
        for (int level = 0; level < depth; level++) {
            end = parent.indexOf('/', end) + 1;
        }
        return parent.substring(0, end);
    }

    private static int depth(String folder) {
        return (int) folder.chars().filter(c -> c == '/').count();
    }
}
