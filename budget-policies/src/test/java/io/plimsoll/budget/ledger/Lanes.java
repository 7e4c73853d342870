package io.plimsoll.budget.ledger;

import io.plimsoll.budget.LaneKey;
import io.plimsoll.budget.geometry.FullAttention;
import io.plimsoll.budget.geometry.KvGeometry;
import io.plimsoll.budget.geometry.KvLayout;

/** Lanes and pools for tests: one layer, 16 tokens a block. */
final class Lanes {

    static final int BLOCK = 16;

    private Lanes() {}

    static LaneKey lane(int number) {
        return new LaneKey("tenant", "session-" + number, LaneKey.MAIN);
    }

    static PoolShape poolOf(long blocks) {
        return new PoolShape(
                blocks, BLOCK, KvGeometry.uniform(1, new FullAttention(1, 1, 1), KvLayout.usual(1_000_000)));
    }

    static KvDemand demand(String pool, int lane, int blocks) {
        return demand(pool, lane, blocks, SharedPrefix.NONE);
    }

    static KvDemand demand(String pool, int lane, int blocks, SharedPrefix prefix) {
        return new KvDemand(pool, lane(lane), blocks * BLOCK, 0, prefix);
    }
}
