package io.plimsoll.budget.ledger;

import io.plimsoll.budget.LaneKey;
import org.jspecify.annotations.Nullable;

/**
 * What a lane left in a pool when its last request ended. A new request of the lane that begins the same way absorbs it:
 * the blocks count as that request's until it ends. Not thread-safe.
 */
final class Resting {

    final LaneKey lane;
    final SharedPrefix prefix;
    final long sinceNanos;
    int tokens;
    /** Own blocks that lie idle: all that no request has absorbed. */
    long idleBlocks;

    @Nullable
    Reservation absorbedBy;

    long absorbedBlocks;

    Resting(LaneKey lane, SharedPrefix prefix, int tokens, long sinceNanos) {
        this.lane = lane;
        this.prefix = prefix;
        this.tokens = tokens;
        this.sinceNanos = sinceNanos;
    }

    /** Gives blocks that were absorbed to the request for good, or back to the lane; the pool books them. */
    long detach() {
        var blocks = absorbedBlocks;
        absorbedBlocks = 0;
        absorbedBy = null;
        return blocks;
    }
}
