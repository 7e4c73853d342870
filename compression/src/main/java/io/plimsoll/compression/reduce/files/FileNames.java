package io.plimsoll.compression.reduce.files;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which names of a history mean the same file: {@code /repo/src/a.py} is {@code src/a.py} where no other absolute name of the
 * history ends like that. A bare file name is never taken for a longer one: too many files share it. Immutable.
 */
final class FileNames {

    private final Map<String, String> relativeOfAbsolute = new HashMap<>();

    /** The names of a history. */
    FileNames(Collection<String> paths) {
        Set<String> relative = new HashSet<>(paths);
        relative.removeIf(path -> path.startsWith("/") || path.indexOf('/') < 0);
        Map<String, String> owners = new HashMap<>();
        Set<String> ambiguous = new HashSet<>();
        for (String path : new HashSet<>(paths)) {
            String suffix = path.startsWith("/") ? longestSuffix(path, relative) : "";
            if (!suffix.isEmpty()) {
                relativeOfAbsolute.put(path, suffix);
                if (owners.putIfAbsent(suffix, path) != null) {
                    ambiguous.add(suffix);
                }
            }
        }
        relativeOfAbsolute.values().removeIf(ambiguous::contains);
    }

    /** One name for all that mean the same file. */
    String canonical(String path) {
        return relativeOfAbsolute.getOrDefault(path, path);
    }

    private static String longestSuffix(String path, Set<String> relative) {
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            String suffix = path.substring(slash + 1);
            if (relative.contains(suffix)) {
                return suffix;
            }
        }
        return "";
    }

    /**
     * A path without {@code .}, doubled slashes and inner {@code ..}; empty for none.
     *
     * @param folder what a relative path stands in; empty for the working directory
     */
    static String normal(String folder, String path) {
        String whole = path.replace('\\', '/').strip();
        if (!whole.startsWith("/") && !whole.startsWith("~") && !folder.isEmpty()) {
            whole = folder + "/" + whole;
        }
        Deque<String> parts = new ArrayDeque<>();
        for (String part : whole.split("/")) {
            if (part.equals("..") && !parts.isEmpty() && !parts.getLast().equals("..")) {
                parts.removeLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.addLast(part);
            }
        }
        String joined = String.join("/", parts);
        return whole.startsWith("/") && !joined.isEmpty() ? "/" + joined : joined;
    }
}
