package io.plimsoll.compression.retain;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The names that were seen, numbered, with the newest source that holds each. Created per plan, not thread-safe. */
final class Vocabulary {

    private static final int NOWHERE = -1;

    private final Map<String, Integer> numbers = new HashMap<>();
    private int[] newest = new int[1024];
    private boolean[] stands = new boolean[1024];
    private boolean[] askedFor = new boolean[1024];

    /** The number of {@code name}, which stands in {@code source}. Sources come in their order. */
    int seen(String name, int source) {
        int number = number(name);
        newest[number] = source;
        return number;
    }

    /** Says that {@code name} can be read outside the sources, which is no use for a name that holds in one file alone. */
    void stands(String name) {
        if (!LineNames.isQualified(name)) {
            stands[number(name)] = true;
        }
    }

    /** Says that the user speaks of {@code name}: that it stands in those words is no reason to go without its lines. */
    void askedFor(String name) {
        askedFor[number(name)] = true;
    }

    boolean isAskedFor(int name) {
        return askedFor[name];
    }

    int size() {
        return numbers.size();
    }

    boolean isNeeded(int name) {
        return !stands[name] || askedFor[name];
    }

    boolean isNewestIn(int name, int source) {
        return newest[name] == source;
    }

    private int number(String name) {
        int next = numbers.size();
        Integer known = numbers.putIfAbsent(name, next);
        if (known != null) {
            return known;
        }
        if (next == newest.length) {
            newest = Arrays.copyOf(newest, 2 * next);
            stands = Arrays.copyOf(stands, 2 * next);
            askedFor = Arrays.copyOf(askedFor, 2 * next);
        }
        newest[next] = NOWHERE;
        return next;
    }
}
