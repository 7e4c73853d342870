package io.plimsoll.budget.ledger;

/** Blocks of one running holder: how many it wants, and how many of them it has. Not thread-safe. */
final class BlockCount {

    private long wanted;
    private long placed;

    BlockCount(long wanted) {
        this.wanted = wanted;
    }

    long wanted() {
        return wanted;
    }

    long placed() {
        return placed;
    }

    long missing() {
        return wanted - placed;
    }

    void add(long blocks) {
        placed += blocks;
    }

    void want(long blocks) {
        wanted = blocks;
    }

    /** Begins anew: wants {@code blocks} and has none. */
    void reset(long blocks) {
        wanted = blocks;
        placed = 0;
    }
}
