package io.plimsoll.budget.ledger;

/**
 * How much of a pool active lanes would fill. Cached conversations of lanes that rest longer do not count: the engine
 * gives them up without loss.
 *
 * @param activeBlocks blocks of lanes that run or have rested for less than 30 s, shared ones once, queued ones included
 * @param capacityBlocks the pool's size, at least 1
 */
public record Pressure(long activeBlocks, long capacityBlocks) {

    public Pressure {
        if (activeBlocks < 0 || capacityBlocks < 1) {
            throw new IllegalArgumentException(
                    "pressure: %d of %d blocks (expected: >= 0 of >= 1)".formatted(activeBlocks, capacityBlocks));
        }
    }

    /** 0 for an empty pool, 1 for a full one, more if lanes want more than there is. */
    public double share() {
        return (double) activeBlocks / capacityBlocks;
    }
}
