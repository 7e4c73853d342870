package io.plimsoll.budget.ledger;

import io.plimsoll.budget.LaneKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The KV memory of all backends, and who holds it. Thread-safe: one lock, held for a few microseconds and never while a
 * listener runs.
 *
 * <p>A lane rests in one pool at a time, where its last request settled; its blocks elsewhere are then no longer counted.
 * Naming a pool that is not defined is an {@link IllegalArgumentException} everywhere.
 */
public final class KvLedger {

    private final Object lock = new Object();
    private final Map<String, BlockPool> pools = new LinkedHashMap<>();
    /** Where each lane rests, longest rest first. */
    private final SequencedMap<LaneKey, BlockPool> restingIn = new LinkedHashMap<>();

    private final int maxRestingLanes;
    private final LongSupplier nanoTime;
    private final GuardedLedgerListener listener;

    /**
     * An empty ledger.
     *
     * @param maxRestingLanes lanes to remember after their requests have ended, at least 1; beyond that the one that has
     *     rested longest is forgotten
     * @param nanoTime monotonic time in nanoseconds
     */
    public KvLedger(int maxRestingLanes, LongSupplier nanoTime, LedgerListener listener) {
        if (maxRestingLanes < 1) {
            throw new IllegalArgumentException(
                    "ledger: maxRestingLanes: %d (expected: >= 1)".formatted(maxRestingLanes));
        }
        this.maxRestingLanes = maxRestingLanes;
        this.nanoTime = nanoTime;
        this.listener = new GuardedLedgerListener(listener);
    }

    /**
     * Defines a pool, or gives it another shape. Everything in a pool that is redefined is counted again: what no longer
     * fits is evicted if it is idle and queued if it is reserved.
     */
    public void pool(String name, PoolShape shape) {
        var events = new ArrayList<Consumer<LedgerListener>>();
        synchronized (lock) {
            var known = pools.get(name);
            if (known == null) {
                pools.put(name, new BlockPool(name, shape));
            } else if (!known.shape().equals(shape)) {
                known.reshape(shape);
                noteEvictions(known, events);
            }
        }
        listener.tell(events);
    }

    /** Forgets a pool with all lanes that rest in it; its running requests end without effect. Unknown names are ignored. */
    public void removePool(String name) {
        synchronized (lock) {
            var removed = pools.remove(name);
            if (removed != null) {
                restingIn.values().removeIf(pool -> pool == removed);
            }
        }
    }

    /**
     * Reserves what a request needs if the pool has room, after giving up the blocks of resting lanes, longest rest first.
     *
     * @return empty if it does not fit, and nothing has changed then
     */
    public Optional<Reservation> tryReserve(KvDemand demand) {
        var events = new ArrayList<Consumer<LedgerListener>>();
        Optional<Reservation> reservation;
        synchronized (lock) {
            var pool = defined(demand.pool());
            if (pool.fits(demand)) {
                reservation = Optional.of(reserve(pool, demand, events));
            } else {
                reservation = Optional.empty();
                events.add(heard -> heard.onRefused(demand));
            }
        }
        listener.tell(events);
        return reservation;
    }

    /** Reserves what a request needs and never refuses: what does not fit is queued and served as others end. */
    public Reservation reserve(KvDemand demand) {
        var events = new ArrayList<Consumer<LedgerListener>>();
        Reservation reservation;
        synchronized (lock) {
            reservation = reserve(defined(demand.pool()), demand, events);
        }
        listener.tell(events);
        return reservation;
    }

    /** How a pool is defined now. */
    public PoolShape shape(String pool) {
        synchronized (lock) {
            return defined(pool).shape();
        }
    }

    /** The pool now. */
    public PoolUsage usage(String pool) {
        synchronized (lock) {
            return defined(pool).usage();
        }
    }

    /** What active lanes of the pool hold, as a share of it. */
    public Pressure pressure(String pool) {
        synchronized (lock) {
            return view(defined(pool)).pressure();
        }
    }

    /** What a lane holds where it runs, else where it rests; empty if it holds nothing. */
    public Optional<LaneFootprint> footprint(LaneKey lane) {
        synchronized (lock) {
            var footprints = pools.values().stream()
                    .flatMap(pool -> view(pool).footprint(lane).stream())
                    .toList();
            return footprints.stream()
                    .filter(LaneFootprint::running)
                    .findFirst()
                    .or(() -> footprints.stream().findFirst());
        }
    }

    /** What each lane holds in a pool: those that run first, then the others, longest rest first. */
    public List<LaneFootprint> footprints(String pool) {
        synchronized (lock) {
            return view(defined(pool)).footprints();
        }
    }

    /** Drops what a lane left in its pool, as when its session has ended. Its running requests go on. */
    public void forget(LaneKey lane) {
        synchronized (lock) {
            forgetResting(lane);
        }
    }

    void settle(Reservation reservation, int promptTokens, int outputTokens) {
        var demand = reservation.demand();
        var events = new ArrayList<Consumer<LedgerListener>>();
        synchronized (lock) {
            if (!reservation.end()) {
                return;
            }
            var pool = reservation.pool();
            if (isCurrent(pool)) {
                forgetResting(demand.lane());
                pool.settle(reservation, promptTokens + outputTokens, nanoTime.getAsLong());
                noteResting(pool, demand.lane());
                noteEvictions(pool, events);
            }
            events.add(heard -> heard.onSettled(demand, promptTokens, outputTokens));
        }
        listener.tell(events);
    }

    void release(Reservation reservation) {
        var events = new ArrayList<Consumer<LedgerListener>>();
        synchronized (lock) {
            if (!reservation.end()) {
                return;
            }
            var pool = reservation.pool();
            if (isCurrent(pool)) {
                pool.release(reservation);
                noteEvictions(pool, events);
            }
            events.add(heard -> heard.onReleased(reservation.demand()));
        }
        listener.tell(events);
    }

    private Reservation reserve(BlockPool pool, KvDemand demand, List<Consumer<LedgerListener>> events) {
        var queuedBefore = pool.usage().queuedBlocks();
        var reservation = pool.reserve(this, demand);
        var queued = pool.usage().queuedBlocks() - queuedBefore;
        noteEvictions(pool, events);
        events.add(heard -> heard.onReserved(demand, queued));
        return reservation;
    }

    private void noteResting(BlockPool pool, LaneKey lane) {
        if (!pool.resting().containsKey(lane)) {
            return;
        }
        restingIn.putLast(lane, pool);
        if (restingIn.size() > maxRestingLanes) {
            forgetResting(restingIn.firstEntry().getKey());
        }
    }

    private void noteEvictions(BlockPool pool, List<Consumer<LedgerListener>> events) {
        for (var eviction : pool.drainEvictions()) {
            if (eviction.gone()) {
                restingIn.remove(eviction.lane(), pool);
            }
            events.add(heard -> heard.onEvicted(pool.name(), eviction.lane(), eviction.blocks()));
        }
    }

    private void forgetResting(LaneKey lane) {
        var pool = restingIn.remove(lane);
        if (pool != null) {
            pool.forget(lane);
        }
    }

    private PoolView view(BlockPool pool) {
        return new PoolView(pool, nanoTime.getAsLong());
    }

    private boolean isCurrent(BlockPool pool) {
        return pools.get(pool.name()) == pool;
    }

    private BlockPool defined(String name) {
        var pool = pools.get(name);
        if (pool == null) {
            throw new IllegalArgumentException("ledger: pool '%s': not defined (expected: one of %s)"
                    .formatted(name, List.copyOf(pools.keySet())));
        }
        return pool;
    }
}
