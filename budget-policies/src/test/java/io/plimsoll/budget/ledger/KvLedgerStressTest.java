package io.plimsoll.budget.ledger;

import static io.plimsoll.budget.ledger.Lanes.BLOCK;
import static io.plimsoll.budget.ledger.Lanes.demand;
import static io.plimsoll.budget.ledger.Lanes.lane;
import static io.plimsoll.budget.ledger.Lanes.poolOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

class KvLedgerStressTest {

    private static final String POOL = "gpu-a";
    private static final SharedPrefix HEAD = new SharedPrefix(1, 2, 5 * BLOCK);
    private static final int THREADS = 4;
    private static final int LANES = 20;
    private static final int REQUESTS_A_THREAD = 3000;

    private final LongAdder reserved = new LongAdder();
    private final LongAdder ended = new LongAdder();
    private final KvLedger ledger = new KvLedger(10, System::nanoTime, new Counting());

    @Test
    void keepsItsBooksUnderManyThreads() throws Exception {
        ledger.pool(POOL, poolOf(200));
        List<Callable<Integer>> clients = new ArrayList<>();
        for (var seed = 0; seed < THREADS; seed++) {
            var random = new Random(seed);
            clients.add(() -> serve(random));
        }

        var served = 0;
        try (var threads = Executors.newFixedThreadPool(THREADS)) {
            for (var client : threads.invokeAll(clients)) {
                served += client.get();
            }
        }

        assertThat(reserved.sum()).isEqualTo(served);
        assertThat(ended.sum()).isEqualTo(served);
        assertThat(ledger.usage(POOL).runningRequests()).isZero();
        assertThat(ledger.footprints(POOL)).hasSizeLessThanOrEqualTo(10);
        KvLedgerInvariants.check(ledger, POOL);
        for (var lane = 0; lane < LANES; lane++) {
            ledger.forget(lane(lane));
        }
        KvLedgerInvariants.checkEmpty(ledger, POOL);
    }

    /** Answers how many requests found room. PoolUsage refuses to be made of books that do not add up. */
    private int serve(Random random) {
        var served = 0;
        for (var request = 0; request < REQUESTS_A_THREAD; request++) {
            var blocks = 5 + random.nextInt(60);
            var reservation = ledger.tryReserve(demand(POOL, random.nextInt(LANES), blocks, HEAD));
            if (reservation.isPresent()) {
                served++;
                assertThat(ledger.usage(POOL).queuedBlocks()).isZero();
                end(reservation.get(), blocks, random);
            }
        }
        return served;
    }

    private static void end(Reservation reservation, int blocks, Random random) {
        if (random.nextInt(4) == 0) {
            reservation.release();
        }
        reservation.settle(blocks * BLOCK, random.nextInt(3 * BLOCK));
    }

    private final class Counting implements LedgerListener {

        @Override
        public void onReserved(KvDemand demand, long queuedBlocks) {
            reserved.increment();
        }

        @Override
        public void onSettled(KvDemand demand, int promptTokens, int outputTokens) {
            ended.increment();
        }

        @Override
        public void onReleased(KvDemand demand) {
            ended.increment();
        }
    }
}
