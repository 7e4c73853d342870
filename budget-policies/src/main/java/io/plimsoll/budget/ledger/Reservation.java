package io.plimsoll.budget.ledger;

/**
 * KV blocks promised to one request, from the choice of its backend until its stream has ended. It ends once: the first
 * {@link #settle} or {@link #release} counts, later calls do nothing. Thread-safe.
 */
public final class Reservation {

    private final KvLedger ledger;
    private final BlockPool pool;
    private final long number;
    private final KvDemand demand;

    /** The blocks that are this request's alone. This field and the next are guarded by the ledger's lock. */
    final BlockCount own;

    private boolean ended;

    Reservation(KvLedger ledger, BlockPool pool, long number, KvDemand demand, long ownBlocks) {
        this.ledger = ledger;
        this.pool = pool;
        this.number = number;
        this.demand = demand;
        this.own = new BlockCount(ownBlocks);
    }

    /** What was reserved. */
    public KvDemand demand() {
        return demand;
    }

    /**
     * The stream ended: the lane rests with what it holds now, in place of all that it held before.
     *
     * @param promptTokens tokens of the prompt as the backend counted them, at least 0
     * @param outputTokens tokens of the answer, at least 0
     */
    public void settle(int promptTokens, int outputTokens) {
        KvDemand.requireTokens(promptTokens, outputTokens);
        ledger.settle(this, promptTokens, outputTokens);
    }

    /** The request failed, or its client left: the blocks are given back, and the lane keeps what it held before. */
    public void release() {
        ledger.release(this);
    }

    BlockPool pool() {
        return pool;
    }

    /** Unique in its pool. */
    long number() {
        return number;
    }

    /** True for the first caller only. */
    boolean end() {
        var first = !ended;
        ended = true;
        return first;
    }
}
