package io.plimsoll.budget.ledger;

/**
 * A pool at one moment. Reserved, idle and free blocks add up to the capacity.
 *
 * @param capacityBlocks all blocks
 * @param reservedBlocks held by running requests
 * @param idleBlocks cached for lanes that rest; given up when a request needs them
 * @param freeBlocks held by nobody
 * @param queuedBlocks promised to running requests beyond the capacity; greater than 0 only if nothing is idle or free
 * @param runningRequests reservations that have not ended
 */
public record PoolUsage(
        long capacityBlocks,
        long reservedBlocks,
        long idleBlocks,
        long freeBlocks,
        long queuedBlocks,
        int runningRequests) {

    public PoolUsage {
        if (reservedBlocks < 0
                || idleBlocks < 0
                || freeBlocks < 0
                || queuedBlocks < 0
                || runningRequests < 0
                || reservedBlocks + idleBlocks + freeBlocks != capacityBlocks) {
            throw new IllegalArgumentException(
                    "pool usage: reserved %d, idle %d, free %d, queued %d blocks, %d requests (expected: none negative, the first three together %d)"
                            .formatted(
                                    reservedBlocks,
                                    idleBlocks,
                                    freeBlocks,
                                    queuedBlocks,
                                    runningRequests,
                                    capacityBlocks));
        }
    }
}
