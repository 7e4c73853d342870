package io.plimsoll.backends.route;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.plimsoll.backends.Backend;
import io.plimsoll.budget.LaneKey;
import java.time.Duration;
import java.util.Optional;

/**
 * Where each lane's last turn ran, and thus where its KV cache may still be. Thread-safe; bounded by count and by age, since
 * a forgotten lane only costs one prefill.
 */
public final class LaneAffinity {

    private final Cache<LaneKey, String> backends;

    /**
     * @param mostLanes lanes remembered, least recently used forgotten first
     * @param idle how long a lane is remembered after its last turn
     * @param ticker tells nanoseconds
     */
    public LaneAffinity(long mostLanes, Duration idle, Ticker ticker) {
        this.backends = Caffeine.newBuilder()
                .maximumSize(mostLanes)
                .expireAfterAccess(idle)
                .ticker(ticker)
                .build();
    }

    /** The name of the backend that ran the lane's last turn. */
    public Optional<String> of(LaneKey lane) {
        return Optional.ofNullable(backends.getIfPresent(lane));
    }

    /** The lane runs there now. */
    public void remember(LaneKey lane, Backend backend) {
        backends.put(lane, backend.name());
    }

    /** The lane's cache is nowhere. */
    public void forget(LaneKey lane) {
        backends.invalidate(lane);
    }
}
