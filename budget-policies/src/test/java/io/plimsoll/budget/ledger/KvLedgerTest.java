package io.plimsoll.budget.ledger;

import static io.plimsoll.budget.ledger.Lanes.BLOCK;
import static io.plimsoll.budget.ledger.Lanes.demand;
import static io.plimsoll.budget.ledger.Lanes.lane;
import static io.plimsoll.budget.ledger.Lanes.poolOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.budget.LaneKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class KvLedgerTest {

    private static final String GPU = "gpu-a";

    private final AtomicLong clock = new AtomicLong();
    private final List<String> heard = new ArrayList<>();
    private final KvLedger ledger = new KvLedger(100, clock::get, new RecordingListener());

    @BeforeEach
    void definePool() {
        ledger.pool(GPU, poolOf(100));
    }

    @AfterEach
    void booksAddUp() {
        KvLedgerInvariants.check(ledger, GPU);
    }

    @Nested
    class Reserving {

        @Test
        void takesFreeBlocksRoundedUp() {
            ledger.reserve(new KvDemand(GPU, lane(1), 10 * BLOCK, 1, SharedPrefix.NONE));

            assertUsage(11, 0, 89, 0);
        }

        @Test
        void refusesReservationBeyondCapacity() {
            ledger.reserve(demand(GPU, 1, 60));

            assertThat(ledger.tryReserve(demand(GPU, 2, 41))).isEmpty();
            assertThat(heard).contains("refused session-2");
            assertUsage(60, 0, 40, 0);
        }

        @Test
        void acceptsReservationThatFillsThePool() {
            ledger.reserve(demand(GPU, 1, 60));

            assertThat(ledger.tryReserve(demand(GPU, 2, 40))).isPresent();
            assertUsage(100, 0, 0, 0);
        }

        @Test
        void queuesWhatDoesNotFitWhenItMayNotRefuse() {
            ledger.reserve(demand(GPU, 1, 60));

            ledger.reserve(demand(GPU, 2, 70));

            assertUsage(100, 0, 0, 30);
            assertThat(ledger.pressure(GPU).share()).isEqualTo(1.3);
        }

        @Test
        void servesTheQueueInOrderAsRequestsEnd() {
            var first = ledger.reserve(demand(GPU, 1, 100));
            ledger.reserve(demand(GPU, 2, 30));
            ledger.reserve(demand(GPU, 3, 80));

            first.release();

            assertUsage(100, 0, 0, 10);
            assertThat(ledger.tryReserve(demand(GPU, 4, 1))).isEmpty();
        }

        @Test
        void givesUpTheLaneThatHasRestedLongestAndItsTailFirst() {
            rest(1, 40);
            rest(2, 40);

            ledger.reserve(demand(GPU, 3, 35));

            assertUsage(35, 65, 0, 0);
            assertThat(footprint(1).tokens()).isEqualTo(25 * BLOCK);
            assertThat(footprint(2).tokens()).isEqualTo(40 * BLOCK);
            assertThat(heard).contains("evicted session-1 15");
        }

        @Test
        void leavesRestingLanesAloneWhenItRefuses() {
            rest(1, 40);
            ledger.reserve(demand(GPU, 2, 50));

            assertThat(ledger.tryReserve(demand(GPU, 3, 51))).isEmpty();
            assertUsage(50, 40, 10, 0);
        }

        @Test
        void countsAReturningLaneOnce() {
            rest(1, 40);

            ledger.reserve(demand(GPU, 1, 45));

            assertUsage(45, 0, 55, 0);
            assertThat(footprint(1).blocks()).isEqualTo(45);
        }

        @Test
        void leavesTheRestOfAConversationThatWasCutIdle() {
            rest(1, 40);

            ledger.reserve(demand(GPU, 1, 10));

            assertUsage(10, 30, 60, 0);
        }

        @Test
        void refusesAPoolThatIsNotDefined() {
            assertThatThrownBy(() -> ledger.reserve(demand("gpu-z", 1, 1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("ledger: pool 'gpu-z': not defined (expected: one of [gpu-a])");
        }
    }

    @Nested
    class Ending {

        @Test
        void leavesTheLaneRestingWithWhatTheBackendCounted() {
            var reservation = ledger.reserve(demand(GPU, 1, 40));

            reservation.settle(20 * BLOCK, BLOCK + 1);

            assertUsage(0, 22, 78, 0);
            assertThat(footprint(1).running()).isFalse();
            assertThat(footprint(1).tokens()).isEqualTo(21 * BLOCK + 1);
        }

        @Test
        void replacesWhatTheLaneHeldBefore() {
            rest(1, 40);

            ledger.reserve(demand(GPU, 1, 10)).settle(10 * BLOCK, 0);

            assertUsage(0, 10, 90, 0);
        }

        @Test
        void keepsWhatTheLaneHeldBeforeWhenItsRequestFails() {
            rest(1, 40);

            ledger.reserve(demand(GPU, 1, 60)).release();

            assertUsage(0, 40, 60, 0);
            assertThat(footprint(1).tokens()).isEqualTo(40 * BLOCK);
        }

        @Test
        void countsTheFirstEndOnly() {
            var reservation = ledger.reserve(demand(GPU, 1, 40));

            reservation.release();
            reservation.settle(40 * BLOCK, 0);
            reservation.release();

            assertUsage(0, 0, 100, 0);
            assertThat(heard).containsExactly("reserved session-1 0", "released session-1");
        }

        @Test
        void keepsNoMoreThanThePoolHasOfAnAnswerThatGrewTooLong() {
            ledger.reserve(demand(GPU, 1, 70));

            ledger.reserve(demand(GPU, 2, 10)).settle(50 * BLOCK, 0);

            assertUsage(70, 30, 0, 0);
            assertThat(footprint(2).tokens()).isEqualTo(30 * BLOCK);
        }

        @Test
        void countsALaneWhereItSettledLast() {
            ledger.pool("gpu-b", poolOf(100));
            rest(1, 40);

            ledger.reserve(demand("gpu-b", 1, 50)).settle(50 * BLOCK, 0);

            assertThat(footprint(1).pool()).isEqualTo("gpu-b");
            assertUsage(0, 0, 100, 0);
            KvLedgerInvariants.check(ledger, "gpu-b");
        }

        @Test
        void doesNotGiveBackWhatASiblingRequestHasReplaced() {
            rest(1, 40);
            var slow = ledger.reserve(demand(GPU, 1, 45));
            ledger.reserve(demand(GPU, 1, 50)).settle(50 * BLOCK, 0);

            slow.release();

            assertUsage(0, 50, 50, 0);
        }

        @Test
        void remembersNoMoreLanesThanItMay() {
            var small = new KvLedger(2, clock::get, LedgerListener.NONE);
            small.pool(GPU, poolOf(100));
            for (var lane = 1; lane <= 3; lane++) {
                small.reserve(demand(GPU, lane, 5)).settle(5 * BLOCK, 0);
            }

            assertThat(small.footprints(GPU)).extracting(LaneFootprint::lane).containsExactly(lane(2), lane(3));
            KvLedgerInvariants.check(small, GPU);
        }

        @Test
        void forgetsALane() {
            rest(1, 40);

            ledger.forget(lane(1));

            assertThat(ledger.footprint(lane(1))).isEmpty();
            KvLedgerInvariants.checkEmpty(ledger, GPU);
        }

        @Test
        void letsARequestOfAForgottenLaneGoOn() {
            rest(1, 40);
            var reservation = ledger.reserve(demand(GPU, 1, 45));

            ledger.forget(lane(1));
            assertUsage(45, 0, 55, 0);
            reservation.release();

            KvLedgerInvariants.checkEmpty(ledger, GPU);
        }

        @Test
        void outlivesAListenerThatThrows() {
            var broken = new KvLedger(10, clock::get, new LedgerListener() {
                @Override
                public void onReserved(KvDemand demand, long queuedBlocks) {
                    throw new IllegalStateException("meter");
                }
            });
            broken.pool(GPU, poolOf(100));

            broken.reserve(demand(GPU, 1, 40)).release();

            KvLedgerInvariants.checkEmpty(broken, GPU);
        }
    }

    @Nested
    class Sharing {

        private final SharedPrefix head = new SharedPrefix(1, 2, 10 * BLOCK + 5);

        @Test
        void countsTheWholeBlocksOfAPrefixOnce() {
            ledger.reserve(demand(GPU, 1, 30, head));
            ledger.reserve(demand(GPU, 2, 30, head));

            assertUsage(10 + 20 + 20, 0, 50, 0);
            assertThat(footprint(2).blocks()).isEqualTo(30);
            assertThat(ledger.pressure(GPU).activeBlocks()).isEqualTo(50);
        }

        @Test
        void keepsThePrefixReservedWhileAnyRequestHoldsIt() {
            ledger.reserve(demand(GPU, 1, 30, head)).settle(30 * BLOCK, 0);
            ledger.reserve(demand(GPU, 2, 30, head));

            assertUsage(10 + 20, 20, 50, 0);
        }

        @Test
        void freesThePrefixWithItsLastLane() {
            ledger.reserve(demand(GPU, 1, 30, head)).settle(30 * BLOCK, 0);
            ledger.reserve(demand(GPU, 2, 30, head)).settle(30 * BLOCK, 0);

            ledger.forget(lane(1));
            assertUsage(0, 30, 70, 0);
            ledger.forget(lane(2));

            KvLedgerInvariants.checkEmpty(ledger, GPU);
        }

        @Test
        void evictsThePrefixAfterAllThatFollowsIt() {
            ledger.reserve(demand(GPU, 1, 30, head)).settle(30 * BLOCK, 0);

            ledger.reserve(demand(GPU, 2, 90));

            assertUsage(90, 10, 0, 0);
            assertThat(footprint(1).tokens()).isEqualTo(10 * BLOCK);

            ledger.reserve(demand(GPU, 3, 1));

            assertUsage(91, 0, 9, 0);
            assertThat(ledger.footprint(lane(1))).isEmpty();
        }

        @Test
        void fitsARequestWhosePrefixIsThereAlready() {
            ledger.reserve(demand(GPU, 1, 80, head));

            assertThat(ledger.tryReserve(demand(GPU, 2, 31, head))).isEmpty();
            assertThat(ledger.tryReserve(demand(GPU, 2, 30, head))).isPresent();
            assertUsage(100, 0, 0, 0);
        }

        @Test
        void absorbsNothingFromAConversationThatBeganOtherwise() {
            rest(1, 30);

            ledger.reserve(demand(GPU, 1, 30, head));

            assertUsage(30, 30, 40, 0);
        }
    }

    @Nested
    class Redefining {

        @Test
        void evictsAndQueuesWhatNoLongerFits() {
            rest(1, 20);
            rest(2, 20);
            ledger.reserve(demand(GPU, 3, 40));

            ledger.pool(GPU, poolOf(50));
            assertUsage(40, 10, 0, 0);
            assertThat(footprint(2).blocks()).isEqualTo(10);
            assertThat(ledger.footprint(lane(1))).isEmpty();

            ledger.pool(GPU, poolOf(30));
            assertUsage(30, 0, 0, 10);
        }

        @Test
        void countsEverythingInBlocksOfAnotherSize() {
            rest(1, 20);
            var reservation = ledger.reserve(demand(GPU, 1, 30));

            ledger.pool(GPU, new PoolShape(100, 2 * BLOCK, poolOf(1).geometry()));
            assertUsage(15, 0, 85, 0);
            reservation.release();

            assertUsage(0, 10, 90, 0);
        }

        @Test
        void endsTheRequestsOfARemovedPoolWithoutEffect() {
            ledger.pool("gpu-b", poolOf(10));
            var reservation = ledger.reserve(demand("gpu-b", 1, 5));

            ledger.removePool("gpu-b");
            ledger.pool("gpu-b", poolOf(10));
            reservation.settle(5 * BLOCK, 0);

            KvLedgerInvariants.checkEmpty(ledger, "gpu-b");
            assertThat(ledger.footprint(lane(1))).isEmpty();
        }
    }

    @Nested
    class Pressing {

        @Test
        void countsLanesThatRanWithinHalfAMinute() {
            rest(1, 40);
            clock.addAndGet(Duration.ofSeconds(29).toNanos());
            rest(2, 20);
            ledger.reserve(demand(GPU, 3, 10));

            assertThat(ledger.pressure(GPU).share()).isEqualTo(0.7);
            clock.addAndGet(Duration.ofSeconds(1).toNanos());
            assertThat(ledger.pressure(GPU).share()).isEqualTo(0.3);
        }

        @Test
        void tellsHowLongALaneHasRested() {
            rest(1, 40);
            clock.addAndGet(Duration.ofSeconds(7).toNanos());

            assertThat(footprint(1).idle()).isEqualTo(Duration.ofSeconds(7));
            assertThat(footprint(1).bytes()).isEqualTo(40 * BLOCK * 4);
        }

        @Test
        void listsRunningLanesBeforeThoseThatRest() {
            rest(1, 10);
            rest(2, 10);
            ledger.reserve(demand(GPU, 2, 20));

            assertThat(ledger.footprints(GPU)).extracting(LaneFootprint::lane).containsExactly(lane(2), lane(1));
        }
    }

    private void rest(int lane, int blocks) {
        ledger.reserve(demand(GPU, lane, blocks)).settle(blocks * BLOCK, 0);
    }

    private LaneFootprint footprint(int lane) {
        return ledger.footprint(lane(lane)).orElseThrow();
    }

    private void assertUsage(long reserved, long idle, long free, long queued) {
        var usage = ledger.usage(GPU);
        assertThat(List.of(usage.reservedBlocks(), usage.idleBlocks(), usage.freeBlocks(), usage.queuedBlocks()))
                .as("reserved, idle, free, queued")
                .containsExactly(reserved, idle, free, queued);
    }

    private final class RecordingListener implements LedgerListener {

        @Override
        public void onReserved(KvDemand demand, long queuedBlocks) {
            heard.add("reserved " + demand.lane().session() + " " + queuedBlocks);
        }

        @Override
        public void onRefused(KvDemand demand) {
            heard.add("refused " + demand.lane().session());
        }

        @Override
        public void onSettled(KvDemand demand, int promptTokens, int outputTokens) {
            heard.add("settled " + demand.lane().session());
        }

        @Override
        public void onReleased(KvDemand demand) {
            heard.add("released " + demand.lane().session());
        }

        @Override
        public void onEvicted(String pool, LaneKey lane, long blocks) {
            heard.add("evicted " + lane.session() + " " + blocks);
        }
    }
}
