package io.plimsoll.budget.ledger;

import io.plimsoll.budget.LaneKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/*
 * The rules of a pool, after vLLM's block pool (vllm/v1/core/block_pool.py)
 *
 * Running. A request's own blocks and those of its shared prefix are reserved. It first absorbs what its lane left here, if
 * both begin with the same prefix: the engine finds those blocks in its prefix cache.
 *
 * Resting. When a request settles, its lane's blocks stay cached and are idle. They go when somebody needs room: the lane
 * that has rested longest first, its own blocks from the tail, the shared prefix with the last lane that holds it.
 *
 * Waiting. What does not fit even then is queued, first come first served. So blocks are queued only while none is idle or
 * free.
 *
 * Releasing. A request that fails gives back its blocks, and its lane gets back what the request had absorbed: always
 * possible, since absorbed blocks are part of what the request held.
 */
/** One pool's lanes and requests. Not thread-safe: guarded by the ledger's lock. */
final class BlockPool {

    private final String name;
    private final BlockAccount account;
    private final PrefixShelf prefixes = new PrefixShelf();
    /** By number, in the order they came. */
    private final SequencedMap<Long, Reservation> running = new LinkedHashMap<>();
    /** In the order of their last settlement, longest rest first. */
    private final SequencedMap<LaneKey, Resting> resting = new LinkedHashMap<>();

    private final List<Eviction> evictions = new ArrayList<>();
    private PoolShape shape;
    private long reservations;

    BlockPool(String name, PoolShape shape) {
        this.name = name;
        this.shape = shape;
        this.account = new BlockAccount(shape.capacityBlocks());
    }

    String name() {
        return name;
    }

    PoolShape shape() {
        return shape;
    }

    Collection<Reservation> running() {
        return Collections.unmodifiableCollection(running.values());
    }

    SequencedMap<LaneKey, Resting> resting() {
        return Collections.unmodifiableSequencedMap(resting);
    }

    /** Blocks of a prefix that holders of it have in this pool now. */
    long prefixBlocks(SharedPrefix prefix) {
        var entry = prefixes.find(prefix);
        return entry == null ? 0 : entry.blocks.wanted();
    }

    PoolUsage usage() {
        return new PoolUsage(
                shape.capacityBlocks(),
                account.reserved(),
                account.idle(),
                account.free(),
                account.queued(),
                running.size());
    }

    /** Whether {@link #reserve} would queue nothing. */
    boolean fits(KvDemand demand) {
        var own = shape.ownBlocks(demand.tokens(), demand.prefix());
        var before = absorbable(demand);
        var absorbed = before == null ? 0 : Math.min(before.idleBlocks, own);
        var prefix = prefixes.find(demand.prefix());
        var prefixIdle = prefix == null || prefix.isRunning() ? 0 : prefix.blocks.placed();
        var prefixPlaced = prefix == null ? 0 : prefix.blocks.placed();
        var needed = own - absorbed + shape.prefixBlocks(demand.prefix()) - prefixPlaced;
        return needed <= account.free() + account.idle() - absorbed - prefixIdle;
    }

    Reservation reserve(KvLedger ledger, KvDemand demand) {
        var reservation = new Reservation(
                ledger, this, reservations++, demand, shape.ownBlocks(demand.tokens(), demand.prefix()));
        var before = absorbable(demand);
        if (before != null) {
            absorb(before, reservation);
        }
        runWith(demand.prefix());
        makeRoom(reservation.own.missing());
        account.place(reservation.own);
        running.put(reservation.number(), reservation);
        return reservation;
    }

    void release(Reservation reservation) {
        giveUp(reservation);
        var before = resting.get(reservation.demand().lane());
        if (before != null && before.absorbedBy == reservation) {
            before.idleBlocks += account.freeToIdle(before.detach());
        }
        stopRunningWith(reservation.demand().prefix());
        serveWaiting();
    }

    /** Lets a request's lane rest here with what it holds now. The lane must not rest here yet. */
    void settle(Reservation reservation, int tokens, long nowNanos) {
        var lane = reservation.demand().lane();
        var prefix = prefixes.findOrAdd(reservation.demand().prefix());
        prefix.resting++;
        giveUp(reservation);
        stopRunningWith(prefix.prefix);

        var rest = new Resting(lane, prefix.prefix, tokens, nowNanos);
        var own = shape.ownBlocks(tokens, prefix.prefix);
        makeRoom(own);
        rest.idleBlocks = account.freeToIdle(own);
        resting.put(lane, rest);
        trim(rest);
        if (rest.tokens == 0) {
            forget(lane);
        }
        serveWaiting();
    }

    /** Drops what a lane left here; its running requests keep their blocks. */
    void forget(LaneKey lane) {
        var rest = resting.remove(lane);
        if (rest == null) {
            return;
        }
        account.idleToFree(rest.idleBlocks);
        rest.detach();
        stopRestingWith(rest.prefix);
    }

    /**
     * Counts everything again in another shape: requests in the order they came, then resting lanes, the latest first, as
     * long as there is room.
     */
    void reshape(PoolShape newShape) {
        shape = newShape;
        account.reopen(newShape.capacityBlocks());
        for (var prefix : prefixes.entries()) {
            prefix.blocks.reset(shape.prefixBlocks(prefix.prefix));
        }
        for (var reservation : running.values()) {
            var demand = reservation.demand();
            account.place(prefixes.findOrAdd(demand.prefix()).blocks);
            reservation.own.reset(shape.ownBlocks(demand.tokens(), demand.prefix()));
            account.place(reservation.own);
        }
        for (var rest : List.copyOf(resting.reversed().values())) {
            recount(rest);
        }
    }

    /** What was given up since the last call. */
    List<Eviction> drainEvictions() {
        var drained = List.copyOf(evictions);
        evictions.clear();
        return drained;
    }

    private void recount(Resting rest) {
        var prefix = prefixes.findOrAdd(rest.prefix);
        if (!prefix.isRunning()) {
            prefix.blocks.add(account.freeToIdle(prefix.blocks.missing()));
            account.stopWaiting(prefix.blocks);
        }
        var own = shape.ownBlocks(rest.tokens, rest.prefix);
        rest.absorbedBlocks = rest.absorbedBy == null ? 0 : Math.min(own, rest.absorbedBy.own.placed());
        rest.idleBlocks = account.freeToIdle(own - rest.absorbedBlocks);
        trim(rest);
        if (rest.tokens == 0) {
            evictions.add(new Eviction(rest.lane, own, true));
            forget(rest.lane);
        }
    }

    private @Nullable Resting absorbable(KvDemand demand) {
        var rest = resting.get(demand.lane());
        return rest != null && rest.absorbedBy == null && rest.prefix.equals(demand.prefix()) ? rest : null;
    }

    private void absorb(Resting rest, Reservation reservation) {
        var blocks = Math.min(rest.idleBlocks, reservation.own.wanted());
        if (blocks == 0) {
            return;
        }
        rest.idleBlocks -= blocks;
        rest.absorbedBlocks = blocks;
        rest.absorbedBy = reservation;
        reservation.own.add(blocks);
        account.idleToReserved(blocks);
    }

    private void giveUp(Reservation reservation) {
        running.remove(reservation.number());
        account.stopWaiting(reservation.own);
        account.reservedToFree(reservation.own.placed());
    }

    private void runWith(SharedPrefix key) {
        var prefix = prefixes.findOrAdd(key);
        prefix.running++;
        if (prefix.running > 1) {
            return;
        }
        account.idleToReserved(prefix.blocks.placed());
        prefix.blocks.want(shape.prefixBlocks(key));
        makeRoom(prefix.blocks.missing());
        account.place(prefix.blocks);
    }

    private void stopRunningWith(SharedPrefix key) {
        var prefix = prefixes.findOrAdd(key);
        prefix.running--;
        if (prefix.isRunning()) {
            return;
        }
        account.stopWaiting(prefix.blocks);
        if (prefix.resting > 0) {
            account.reservedToIdle(prefix.blocks.placed());
            return;
        }
        account.reservedToFree(prefix.blocks.placed());
        prefixes.remove(prefix);
    }

    private void stopRestingWith(SharedPrefix key) {
        var prefix = prefixes.findOrAdd(key);
        prefix.resting--;
        if (prefix.resting == 0 && !prefix.isRunning()) {
            account.idleToFree(prefix.blocks.placed());
            prefixes.remove(prefix);
        }
    }

    private void serveWaiting() {
        for (var first = account.firstWaiting(); first != null; first = account.firstWaiting()) {
            makeRoom(first.missing());
            account.place(first);
            if (first.missing() > 0) {
                return;
            }
        }
    }

    private void makeRoom(long blocks) {
        var lanes = resting.values().iterator();
        while (account.free() < blocks && lanes.hasNext()) {
            var rest = lanes.next();
            var given = Math.min(rest.idleBlocks, blocks - account.free());
            rest.idleBlocks -= given;
            account.idleToFree(given);
            trim(rest);
            // A lane that has only its share of a prefix left holds on to it until that is needed, too.
            var gone = rest.tokens == 0 || (account.free() < blocks && rest.absorbedBlocks == 0);
            if (gone) {
                lanes.remove();
                stopRestingWith(rest.prefix);
            }
            if (gone || given > 0) {
                evictions.add(new Eviction(rest.lane, given, gone));
            }
        }
    }

    /** Fits a lane's tokens to the blocks that are left of it. */
    private void trim(Resting rest) {
        var held = rest.idleBlocks
                + rest.absorbedBlocks
                + prefixes.findOrAdd(rest.prefix).blocks.placed();
        if (held < shape.geometry().blocks(rest.tokens)) {
            rest.tokens = shape.geometry().tokensInBlocks(held, rest.tokens);
        }
    }

    /** Blocks that a resting lane lost, and whether it was all it had. */
    record Eviction(LaneKey lane, long blocks, boolean gone) {}
}
