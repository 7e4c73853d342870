package io.plimsoll.bench.micro;

import io.plimsoll.budget.LaneKey;
import io.plimsoll.budget.geometry.FullAttention;
import io.plimsoll.budget.geometry.KvGeometry;
import io.plimsoll.budget.geometry.KvLayout;
import io.plimsoll.budget.ledger.KvDemand;
import io.plimsoll.budget.ledger.KvLedger;
import io.plimsoll.budget.ledger.LedgerListener;
import io.plimsoll.budget.ledger.PoolShape;
import io.plimsoll.budget.ledger.Reservation;
import io.plimsoll.budget.ledger.SharedPrefix;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** Promising KV blocks to a request and taking them back, in a pool that the resting lanes fill. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class LedgerBenchmark {

    private static final String POOL = "pool";
    private static final int TURN_TOKENS = 20_000;
    private static final int OUTPUT_TOKENS = 500;
    private static final int BLOCK_TOKENS = 16;
    private static final long BLOCKS = 100_000;

    @Param({"100", "10000"})
    public int lanes;

    private KvLedger ledger;
    private List<KvDemand> turns;

    /** The next lane that takes a turn. */
    @State(Scope.Thread)
    public static class Turn {
        private int next;
    }

    @Setup
    public void open() {
        ledger = new KvLedger(2 * lanes, System::nanoTime, new LedgerListener() {});
        var geometry = KvGeometry.uniform(32, new FullAttention(8, 128, 128), KvLayout.usual(1 << 17));
        ledger.pool(POOL, new PoolShape(BLOCKS, BLOCK_TOKENS, geometry));
        turns = new ArrayList<>();
        for (int lane = 0; lane < lanes; lane++) {
            var key = new LaneKey("tenant", "session-" + lane, LaneKey.MAIN);
            turns.add(new KvDemand(POOL, key, TURN_TOKENS, OUTPUT_TOKENS, SharedPrefix.NONE));
        }
    }

    @Benchmark
    public void reserveAndSettle(Turn turn) {
        take(turn);
    }

    /** Two threads, as two event loops would. */
    @Benchmark
    @Threads(2)
    public void reserveAndSettleContended(Turn turn) {
        take(turn);
    }

    private void take(Turn turn) {
        KvDemand demand = turns.get(turn.next++ % lanes);
        Reservation reservation = ledger.tryReserve(demand).orElseGet(() -> ledger.reserve(demand));
        reservation.settle(demand.promptTokens(), OUTPUT_TOKENS);
    }
}
