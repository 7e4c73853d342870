package io.plimsoll.budget.tokens;

import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;

public final class CountCache {
    private record K(long a, long b) {}

    private final ConcurrentHashMap<K, Integer> m = new ConcurrentHashMap<>();

    public CountCache(long max) {}

    public OptionalInt find(long a, long b) {
        Integer i = m.get(new K(a, b));
        return i == null ? OptionalInt.empty() : OptionalInt.of(i);
    }

    public int count(long a, long b, IntSupplier s) {
        return m.computeIfAbsent(new K(a, b), k -> s.getAsInt());
    }
}
