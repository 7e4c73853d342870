package io.plimsoll.budget.ledger;

import io.plimsoll.budget.LaneKey;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one lane holds in one pool.
 *
 * @param lane whose it is
 * @param pool where it is
 * @param tokens of all its sequences there; after a partial eviction only what is still cached
 * @param blocks the same in blocks, shared and queued ones included
 * @param bytes the same in bytes over all ranks
 * @param idle how long the lane has rested; null while a request of it runs
 */
public record LaneFootprint(
        LaneKey lane,
        String pool,
        int tokens,
        long blocks,
        long bytes,
        @Nullable Duration idle) {

    /** Whether a request of the lane runs now. */
    public boolean running() {
        return idle == null;
    }
}
