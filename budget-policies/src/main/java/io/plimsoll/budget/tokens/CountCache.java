package io.plimsoll.budget.tokens;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.OptionalInt;
import java.util.function.IntSupplier;

/**
 * Counts that were made already, by a 128-bit hash of what was counted. One for each counter, since the same text has other
 * counts in other vocabularies. Thread-safe, bounded by entries.
 */
public final class CountCache {

    private final Cache<Key, Integer> counts;

    private record Key(long high, long low) {}

    /**
     * An empty cache.
     *
     * @param maxEntries the most counts kept, at least 1
     */
    public CountCache(long maxEntries) {
        if (maxEntries < 1) {
            throw new IllegalArgumentException("count cache: maxEntries: " + maxEntries + " (expected: >= 1)");
        }
        // Evicting takes microseconds: done by whoever adds a count, it needs no other thread and the bound holds at
        // once.
        this.counts = Caffeine.newBuilder()
                .maximumSize(maxEntries)
                .executor(Runnable::run)
                .build();
    }

    /** The count of what has this hash, if it was made. */
    public OptionalInt find(long high, long low) {
        Integer count = counts.getIfPresent(new Key(high, low));
        return count == null ? OptionalInt.empty() : OptionalInt.of(count);
    }

    /** The count of what has this hash; made now if it was not. */
    public int count(long high, long low, IntSupplier count) {
        return counts.get(new Key(high, low), missing -> count.getAsInt());
    }

    /** From now on {@code count} is the count of what has this hash. */
    public void put(long high, long low, int count) {
        counts.put(new Key(high, low), count);
    }
}
