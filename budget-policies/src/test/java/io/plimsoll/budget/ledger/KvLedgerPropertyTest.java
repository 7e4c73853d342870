package io.plimsoll.budget.ledger;

import static io.plimsoll.budget.ledger.Lanes.BLOCK;
import static io.plimsoll.budget.ledger.Lanes.demand;
import static io.plimsoll.budget.ledger.Lanes.lane;
import static io.plimsoll.budget.ledger.Lanes.poolOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Random histories of one or two pools, checked after every step. */
class KvLedgerPropertyTest {

    private static final List<String> POOLS = List.of("gpu-a", "gpu-b");
    private static final int LANES = 6;

    @Property(seed = "1876", tries = 2000)
    void booksAddUpAfterEveryStep(@ForAll("histories") List<Step> history) {
        var world = new World();
        for (var step : history) {
            step.apply(world);
            POOLS.forEach(pool -> KvLedgerInvariants.check(world.ledger, pool));
        }
    }

    @Property(seed = "1876", tries = 1000)
    void nothingIsLostWhenEverythingHasEnded(@ForAll("histories") List<Step> history) {
        var world = new World();
        history.forEach(step -> step.apply(world));

        world.outstanding.forEach(Reservation::release);
        for (var lane = 0; lane < LANES; lane++) {
            world.ledger.forget(lane(lane));
        }

        POOLS.forEach(pool -> KvLedgerInvariants.checkEmpty(world.ledger, pool));
    }

    @Property(seed = "1876", tries = 1000)
    void aReservationThatWasNotRefusedIsNeverQueued(
            @ForAll("histories") List<Step> history, @ForAll("demands") KvDemand demand) {
        var world = new World();
        history.forEach(step -> step.apply(world));
        var before = world.ledger.usage(demand.pool());

        var reservation = world.ledger.tryReserve(demand);

        var after = world.ledger.usage(demand.pool());
        assertThat(after.queuedBlocks()).isEqualTo(before.queuedBlocks());
        if (reservation.isEmpty()) {
            assertThat(after).isEqualTo(before);
        }
    }

    @Property(seed = "1876", tries = 1000)
    void aFailedRequestLeavesTheLedgerAsItWasIfNothingHadToGo(
            @ForAll("histories") List<Step> history, @ForAll("demands") KvDemand demand) {
        var world = new World();
        history.forEach(step -> step.apply(world));
        var usage = world.ledger.usage(demand.pool());
        Assume.that(usage.freeBlocks() * BLOCK / 2
                > demand.tokens() + demand.prefix().tokens());
        var footprints = world.ledger.footprints(demand.pool());

        world.ledger.reserve(demand).release();

        assertThat(world.ledger.usage(demand.pool())).isEqualTo(usage);
        assertThat(world.ledger.footprints(demand.pool())).isEqualTo(footprints);
    }

    @Provide
    Arbitrary<List<Step>> histories() {
        return steps().list().ofMaxSize(40);
    }

    @Provide
    Arbitrary<KvDemand> demands() {
        var prefixes =
                Arbitraries.of(SharedPrefix.NONE, new SharedPrefix(1, 1, 3 * BLOCK + 1), new SharedPrefix(2, 2, 0));
        return Combinators.combine(
                        Arbitraries.of(POOLS),
                        Arbitraries.integers().between(0, LANES - 1),
                        tokens(),
                        tokens(),
                        prefixes)
                .as((pool, lane, prompt, output, prefix) ->
                        new KvDemand(pool, lane(lane), Math.max(prompt, prefix.tokens()), output, prefix));
    }

    private Arbitrary<Step> steps() {
        var index = Arbitraries.integers().between(0, 100);
        Arbitrary<Step> reserve = demands().map(Reserve::new);
        Arbitrary<Step> tryReserve = demands().map(TryReserve::new);
        Arbitrary<Step> settle = Combinators.combine(index, tokens(), tokens()).as(Settle::new);
        Arbitrary<Step> release = index.map(Release::new);
        Arbitrary<Step> forget = index.map(Forget::new);
        Arbitrary<Step> wait = Arbitraries.integers().between(0, 40).map(Wait::new);
        Arbitrary<Step> reshape = Combinators.combine(
                        Arbitraries.of(POOLS), Arbitraries.integers().between(1, 80), Arbitraries.of(8, 16, 32))
                .as(Reshape::new);
        return Arbitraries.frequencyOf(
                Tuple.of(5, reserve),
                Tuple.of(4, tryReserve),
                Tuple.of(6, settle),
                Tuple.of(3, release),
                Tuple.of(1, forget),
                Tuple.of(1, wait),
                Tuple.of(1, reshape));
    }

    private static Arbitrary<Integer> tokens() {
        return Arbitraries.integers().between(0, 25 * BLOCK);
    }

    static final class World {
        long nanos;
        final KvLedger ledger = new KvLedger(4, () -> nanos, LedgerListener.NONE);
        final List<Reservation> outstanding = new ArrayList<>();

        World() {
            POOLS.forEach(pool -> ledger.pool(pool, poolOf(50)));
        }

        /** Ended reservations stay in the list, so that some are ended twice. */
        Reservation pick(int index) {
            return outstanding.isEmpty()
                    ? ledger.reserve(demand(POOLS.getFirst(), 0, 0))
                    : outstanding.get(index % outstanding.size());
        }
    }

    sealed interface Step {
        void apply(World world);
    }

    private record Reserve(KvDemand demand) implements Step {
        @Override
        public void apply(World world) {
            world.outstanding.add(world.ledger.reserve(demand));
        }
    }

    private record TryReserve(KvDemand demand) implements Step {
        @Override
        public void apply(World world) {
            world.ledger.tryReserve(demand).ifPresent(world.outstanding::add);
        }
    }

    private record Settle(int index, int promptTokens, int outputTokens) implements Step {
        @Override
        public void apply(World world) {
            world.pick(index).settle(promptTokens, outputTokens);
        }
    }

    private record Release(int index) implements Step {
        @Override
        public void apply(World world) {
            world.pick(index).release();
        }
    }

    private record Forget(int index) implements Step {
        @Override
        public void apply(World world) {
            world.ledger.forget(lane(index % LANES));
        }
    }

    private record Wait(int seconds) implements Step {
        @Override
        public void apply(World world) {
            world.nanos += Duration.ofSeconds(seconds).toNanos();
        }
    }

    private record Reshape(String pool, long blocks, int blockSizeTokens) implements Step {
        @Override
        public void apply(World world) {
            world.ledger.pool(
                    pool, new PoolShape(blocks, blockSizeTokens, poolOf(1).geometry()));
        }
    }
}
