package io.plimsoll.budget.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;

/** What holds for a ledger between any two calls. */
public final class KvLedgerInvariants {

    private KvLedgerInvariants() {}

    /** Checks one pool; {@link PoolUsage} itself refuses to exist with books that do not add up. */
    public static void check(KvLedger ledger, String pool) {
        var usage = ledger.usage(pool);
        var footprints = ledger.footprints(pool);

        assertThat(usage.reservedBlocks() + usage.idleBlocks() + usage.freeBlocks())
                .as("reserved + idle + free")
                .isEqualTo(usage.capacityBlocks());
        if (usage.queuedBlocks() > 0) {
            assertThat(usage.freeBlocks() + usage.idleBlocks())
                    .as("room while blocks are queued")
                    .isZero();
        }
        if (usage.runningRequests() == 0) {
            assertThat(usage.reservedBlocks() + usage.queuedBlocks())
                    .as("held by no request")
                    .isZero();
        }
        assertThat(new HashSet<>(footprints.stream().map(LaneFootprint::lane).toList()))
                .as("one footprint a lane")
                .hasSameSizeAs(footprints);
        assertThat(footprints.stream().mapToLong(LaneFootprint::blocks).sum())
                .as("footprints, shared blocks counted for each lane")
                .isGreaterThanOrEqualTo(usage.reservedBlocks() + usage.queuedBlocks() + usage.idleBlocks());
        assertThat(footprints).allSatisfy(footprint -> {
            assertThat(footprint.tokens()).isNotNegative();
            assertThat(footprint.blocks()).isNotNegative();
        });
        var pressure = ledger.pressure(pool);
        assertThat(pressure.activeBlocks())
                .as("active blocks")
                .isBetween(
                        usage.reservedBlocks() + usage.queuedBlocks(),
                        usage.reservedBlocks() + usage.queuedBlocks() + usage.idleBlocks());
    }

    /** Checks that a pool without lanes and requests is empty. */
    public static void checkEmpty(KvLedger ledger, String pool) {
        check(ledger, pool);
        var usage = ledger.usage(pool);
        assertThat(ledger.footprints(pool)).isEmpty();
        assertThat(usage.freeBlocks()).as("free").isEqualTo(usage.capacityBlocks());
    }
}
