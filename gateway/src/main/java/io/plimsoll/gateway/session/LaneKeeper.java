package io.plimsoll.gateway.session;

import com.github.benmanes.caffeine.cache.Ticker;
import io.plimsoll.budget.LaneKey;
import io.plimsoll.compression.ChainHash;
import io.plimsoll.gateway.views.KeptLane;
import io.plimsoll.gateway.views.ViewStore;
import io.plimsoll.gateway.views.ViewStoreListener;
import io.plimsoll.gateway.views.ViewStoreListener.Degradation;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has lanes written down and brings them back. A store that fails costs a prefill after the next restart, and nothing now:
 * what it throws ends here, in the log and with the listener. Thread-safe.
 */
public final class LaneKeeper implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LaneKeeper.class);

    private final ViewStore store;
    private final LaneHomes homes;
    private final ViewStoreListener listener;
    private final Ticker ticker;
    private final Set<Lane> waiting = ConcurrentHashMap.newKeySet();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("plimsoll-views").factory());

    /**
     * @param store stays open when this is closed
     * @param ticker tells nanoseconds
     */
    public LaneKeeper(ViewStore store, LaneHomes homes, ViewStoreListener listener, Ticker ticker) {
        this.store = store;
        this.homes = homes;
        this.listener = listener;
        this.ticker = ticker;
    }

    /** One that keeps nothing. */
    static LaneKeeper none(Ticker ticker) {
        return new LaneKeeper(ViewStore.NONE, LaneHomes.NONE, ViewStoreListener.NONE, ticker);
    }

    /** Whether anything is written down at all. */
    boolean keeps() {
        return store != ViewStore.NONE;
    }

    /** Whether {@link #load} may find this lane. Never blocks. */
    boolean mayHold(LaneKey lane) {
        return store.mayHold(lane);
    }

    /** Whether {@link #find} may find a lane. Never blocks. */
    boolean mayHold(String tenant, String scope, List<ChainHash> chain) {
        return store.mayHold(tenant, scope, chain);
    }

    /** The lane as it was written down. Blocking. */
    Optional<KeptLane> load(LaneKey lane) {
        return read(() -> store.load(lane));
    }

    /** The lane that was written down with the newest of these ends. Blocking. */
    Optional<KeptLane> find(String tenant, String scope, List<ChainHash> chain) {
        return read(() -> store.find(tenant, scope, chain));
    }

    /** Writes a lane down, if it can be. Blocking. */
    void write(KeptLane lane) {
        try {
            store.save(lane);
            listener.saved();
        } catch (RuntimeException failed) {
            LOG.atWarn().setCause(failed).log("a view could not be written down; a restart would forget it");
            listener.degraded(Degradation.WRITE_FAILED);
        }
    }

    /** Has a lane written down in the background, as it is by then. */
    void writeSoon(Lane lane) {
        if (!waiting.add(lane)) {
            return;
        }
        try {
            thread.execute(() -> {
                waiting.remove(lane);
                lane.keep();
            });
        } catch (RejectedExecutionException closed) {
            waiting.remove(lane); // a turn that ends after the gateway has: its lane is kept as it was before
        }
    }

    /** A lane goes on from what was written down. */
    Lane wake(KeptLane kept) {
        if (kept.backend() != null) {
            homes.returned(kept.key(), kept.backend());
        }
        listener.woken();
        return Lane.woken(kept, this);
    }

    Optional<String> homeOf(LaneKey lane) {
        return homes.homeOf(lane);
    }

    /** Leaves nothing of a session's lanes; how many had been written down. Blocking. */
    int delete(String tenant, String session) {
        return store.deleteSession(tenant, session);
    }

    long nanoTime() {
        return ticker.read();
    }

    /** Writes down what still waits for it. */
    @Override
    public void close() {
        thread.close();
    }

    private Optional<KeptLane> read(Supplier<Optional<KeptLane>> reading) {
        try {
            return reading.get();
        } catch (RuntimeException failed) {
            LOG.atWarn().setCause(failed).log("a kept view could not be read; its lane goes on without edits");
            listener.degraded(Degradation.READ_FAILED);
            return Optional.empty();
        }
    }
}
