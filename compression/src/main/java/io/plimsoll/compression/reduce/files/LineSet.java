package io.plimsoll.compression.reduce.files;

import java.util.Map;
import java.util.TreeMap;

/** Lines of one file, as disjoint ranges. Not thread-safe. */
public final class LineSet {

    private final TreeMap<Integer, Integer> lastOfFirst = new TreeMap<>();

    /** Whether it holds every line of {@code lines}. */
    public boolean covers(LineRange lines) {
        Map.Entry<Integer, Integer> range = lastOfFirst.floorEntry(lines.first());
        return range != null && range.getValue() >= lines.last();
    }

    /** Adds lines; ranges that meet become one. */
    public void add(LineRange lines) {
        int first = lines.first();
        int last = lines.last();
        Map.Entry<Integer, Integer> before = lastOfFirst.floorEntry(first);
        if (before != null && before.getValue() >= first - 1L) {
            first = before.getKey();
            last = Math.max(last, before.getValue());
        }
        Map.Entry<Integer, Integer> next = lastOfFirst.ceilingEntry(first);
        while (next != null && next.getKey() <= last + 1L) {
            last = Math.max(last, next.getValue());
            lastOfFirst.remove(next.getKey());
            next = lastOfFirst.ceilingEntry(first);
        }
        lastOfFirst.put(first, last);
    }
}
