package io.plimsoll.budget.ledger;

import static io.plimsoll.budget.ledger.Lanes.BLOCK;
import static io.plimsoll.budget.ledger.Lanes.demand;
import static io.plimsoll.budget.ledger.Lanes.lane;
import static io.plimsoll.budget.ledger.Lanes.poolOf;

import java.util.ArrayList;
import java.util.List;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Test;

/**
 * Interleaved calls give what some order of them gives one after another. Model checking alone: Lincheck's stress mode
 * spins on every thread, which takes minutes where cores are few; {@link KvLedgerStressTest} runs real threads instead.
 */
@Param(name = "lane", gen = IntGen.class, conf = "0:2")
@Param(name = "blocks", gen = IntGen.class, conf = "1:6")
public class KvLedgerLincheckTest {

    private static final String POOL = "gpu-a";
    private static final SharedPrefix HEAD = new SharedPrefix(1, 2, 2 * BLOCK);

    private final KvLedger ledger = new KvLedger(2, () -> 0, LedgerListener.NONE);
    private final List<Reservation> held = new ArrayList<>();

    public KvLedgerLincheckTest() {
        ledger.pool(POOL, poolOf(12));
        for (var lane = 0; lane < 3; lane++) {
            held.add(ledger.reserve(demand(POOL, lane, 4, HEAD)));
        }
    }

    @Operation
    public boolean tryReserve(@Param(name = "lane") int lane, @Param(name = "blocks") int blocks) {
        return ledger.tryReserve(demand(POOL, lane, blocks + 2, HEAD)).isPresent();
    }

    @Operation
    public void reserve(@Param(name = "lane") int lane, @Param(name = "blocks") int blocks) {
        ledger.reserve(demand(POOL, lane, blocks));
    }

    @Operation
    public void settle(@Param(name = "lane") int lane, @Param(name = "blocks") int blocks) {
        held.get(lane).settle(blocks * BLOCK, BLOCK);
    }

    @Operation
    public void release(@Param(name = "lane") int lane) {
        held.get(lane).release();
    }

    @Operation
    public void forget(@Param(name = "lane") int lane) {
        ledger.forget(lane(lane));
    }

    @Operation
    public String usage() {
        return ledger.usage(POOL).toString();
    }

    @Test
    void isLinearizableUnderModelChecking() {
        new ModelCheckingOptions()
                .threads(2)
                .actorsPerThread(2)
                .actorsBefore(1)
                .actorsAfter(1)
                .iterations(2)
                .invocationsPerIteration(25)
                .check(getClass());
    }
}
