package io.plimsoll.budget.ledger;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The books of one pool: every block is reserved, idle or free, and those that running holders want beyond that wait in
 * line. Each method moves blocks from one column to another, so their sum cannot change. Not thread-safe.
 */
final class BlockAccount {

    private final Deque<BlockCount> waiting = new ArrayDeque<>();
    private long capacity;
    private long reserved;
    private long idle;

    BlockAccount(long capacity) {
        this.capacity = capacity;
    }

    long reserved() {
        return reserved;
    }

    long idle() {
        return idle;
    }

    long free() {
        return capacity - reserved - idle;
    }

    long queued() {
        return waiting.stream().mapToLong(BlockCount::missing).sum();
    }

    @Nullable
    BlockCount firstWaiting() {
        return waiting.peekFirst();
    }

    /** Gives a running holder what it misses, as far as blocks are free; for the rest it waits in line. */
    void place(BlockCount holder) {
        var blocks = Math.min(holder.missing(), free());
        holder.add(blocks);
        reserved += blocks;
        if (holder.missing() == 0) {
            waiting.remove(holder);
        } else if (!waiting.contains(holder)) {
            waiting.addLast(holder);
        }
    }

    /** Takes a holder out of the line; it will want no more than it has. */
    void stopWaiting(BlockCount holder) {
        waiting.remove(holder);
        holder.want(holder.placed());
    }

    void reservedToFree(long blocks) {
        reserved -= blocks;
        check();
    }

    void reservedToIdle(long blocks) {
        reserved -= blocks;
        idle += blocks;
        check();
    }

    void idleToReserved(long blocks) {
        idle -= blocks;
        reserved += blocks;
        check();
    }

    void idleToFree(long blocks) {
        idle -= blocks;
        check();
    }

    /** Moves up to {@code blocks}; answers how many. */
    long freeToIdle(long blocks) {
        var moved = Math.min(blocks, free());
        idle += moved;
        return moved;
    }

    /** Empty books for another capacity. */
    void reopen(long newCapacity) {
        waiting.clear();
        capacity = newCapacity;
        reserved = 0;
        idle = 0;
    }

    private void check() {
        if (reserved < 0 || idle < 0) {
            throw new IllegalStateException(
                    "block account: reserved %d, idle %d (expected: none negative)".formatted(reserved, idle));
        }
    }
}
