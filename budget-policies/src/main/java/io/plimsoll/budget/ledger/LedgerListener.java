package io.plimsoll.budget.ledger;

import io.plimsoll.budget.LaneKey;

/**
 * Hears what happens in a ledger, for meters. Called on the thread that caused the event, after the ledger has finished
 * with it and holds no lock; a listener that throws is logged and otherwise ignored. All methods do nothing by default.
 */
public interface LedgerListener {

    /** Hears nothing. */
    LedgerListener NONE = new LedgerListener() {};

    /** A reservation was made; {@code queuedBlocks} of it did not fit. */
    default void onReserved(KvDemand demand, long queuedBlocks) {}

    /** {@link KvLedger#tryReserve} found no room. */
    default void onRefused(KvDemand demand) {}

    /** A request ended well with these tokens. */
    default void onSettled(KvDemand demand, int promptTokens, int outputTokens) {}

    /** A request ended without a usable result. */
    default void onReleased(KvDemand demand) {}

    /** A resting lane's cached blocks were given up for another's request. */
    default void onEvicted(String pool, LaneKey lane, long blocks) {}
}
