package io.plimsoll.gateway.pipeline;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.Collection;

/**
 * Which backends were found not to know which dialect. A backend is taken to speak whatever it has not refused; what it
 * refused is asked again after a while, since it may have been replaced by a newer one. Thread-safe, bounded.
 */
public final class SpokenDialects {

    private static final Duration REMEMBERED = Duration.ofMinutes(10);
    private static final long MAX_REMEMBERED = 10_000;

    private record Unspoken(String backend, String path) {}

    private final Cache<Unspoken, Boolean> unspoken;

    public SpokenDialects(Ticker ticker) {
        this.unspoken = Caffeine.newBuilder()
                .maximumSize(MAX_REMEMBERED)
                .expireAfterWrite(REMEMBERED)
                .ticker(ticker)
                .build();
    }

    boolean speaks(String backend, String path) {
        return unspoken.getIfPresent(new Unspoken(backend, path)) == null;
    }

    /** Whether any of these backends was found not to know the path. */
    boolean isUnspokenByAny(Collection<String> backends, String path) {
        return backends.stream().anyMatch(backend -> !speaks(backend, path));
    }

    void unspoken(String backend, String path) {
        unspoken.asMap().putIfAbsent(new Unspoken(backend, path), true);
    }
}
