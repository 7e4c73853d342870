package io.plimsoll.gateway.pipeline;

import io.plimsoll.backends.Backend;
import io.plimsoll.backends.BackendListener;
import io.plimsoll.backends.BackendState;
import io.plimsoll.backends.probe.LoadSample;
import io.plimsoll.backends.resilience.BackendFailure;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Remembers when a backend last lost cached prefixes that it should have kept, and when all of them: by its own counters, and
 * by answers whose prompts it should have had cached. What it gives up of sessions that rest the longest is no loss, and is
 * in the ledger's books. Passes what it hears of backends on. Thread-safe.
 */
public final class CacheWatch implements BackendListener {

    /** An engine that found less of what it was sent before has lost it: blocks are rounded, and heads are short. */
    private static final double FOUND_AT_LEAST = .3;
    /** Of a shorter repetition too little is cached in whole blocks to say anything. */
    private static final int TELLING_TOKENS = 1_024;

    private final Map<String, Seen> backends = new ConcurrentHashMap<>();
    private final LongSupplier nanoTime;
    private final BackendListener next;

    /**
     * What is known of one backend's cache.
     *
     * @param last the last reading of its counters
     * @param evictedNanos when it last threw something out; null for never
     * @param emptiedNanos when it was last found to have started anew; null for never
     * @param reportsHits whether it ever said that it found something: one that never does tells nothing by silence
     */
    private record Seen(
            LoadSample.@Nullable Measured last,
            @Nullable Long evictedNanos,
            @Nullable Long emptiedNanos,
            boolean reportsHits) {

        static final Seen NOTHING = new Seen(null, null, null, false);

        Seen read(LoadSample.Measured sample, long now) {
            boolean anew = last != null
                    && (sample.prefix().queryTokens() < last.prefix().queryTokens()
                            || sample.preemptions() < last.preemptions());
            boolean preempted = last != null && sample.preemptions() > last.preemptions();
            return new Seen(
                    sample,
                    preempted ? Long.valueOf(now) : evictedNanos,
                    anew ? Long.valueOf(now) : emptiedNanos,
                    reportsHits);
        }

        Seen evicted(long now) {
            return new Seen(last, now, emptiedNanos, reportsHits);
        }

        Seen hit() {
            return new Seen(last, evictedNanos, emptiedNanos, true);
        }
    }

    /**
     * @param nanoTime monotonic time in nanoseconds
     * @param next hears of backends as well
     */
    public CacheWatch(LongSupplier nanoTime, BackendListener next) {
        this.nanoTime = nanoTime;
        this.next = next;
    }

    /** Whether the backend threw cached prefixes or running sequences out within this time. */
    boolean evictedWithin(String backend, Duration time) {
        return isWithin(seen(backend).evictedNanos(), time);
    }

    /** Whether the backend began with an empty cache within this time. */
    boolean emptiedWithin(String backend, Duration time) {
        return isWithin(seen(backend).emptiedNanos(), time);
    }

    /**
     * A backend has answered a request.
     *
     * @param repeatedTokens leading tokens of the prompt that it was sent before, and still has by the books
     * @param cachedTokens tokens that it says it found; 0 where it does not say
     */
    void answered(String backend, int repeatedTokens, long cachedTokens) {
        if (cachedTokens > 0) {
            update(backend, Seen::hit);
        }
        boolean missed = repeatedTokens >= TELLING_TOKENS && cachedTokens < FOUND_AT_LEAST * repeatedTokens;
        if (missed && seen(backend).reportsHits()) {
            update(backend, seen -> seen.evicted(nanoTime.getAsLong()));
        }
    }

    @Override
    public void loadRead(Backend backend, LoadSample sample) {
        if (sample instanceof LoadSample.Measured measured) {
            update(backend.name(), seen -> seen.read(measured, nanoTime.getAsLong()));
        }
        next.loadRead(backend, sample);
    }

    @Override
    public void stateChanged(Backend backend, BackendState before, BackendState after) {
        next.stateChanged(backend, before, after);
    }

    @Override
    public void failed(Backend backend, BackendFailure failure) {
        next.failed(backend, failure);
    }

    @Override
    public void refused(Backend backend) {
        next.refused(backend);
    }

    private Seen seen(String backend) {
        return backends.getOrDefault(backend, Seen.NOTHING);
    }

    private void update(String backend, UnaryOperator<Seen> step) {
        backends.compute(backend, (name, seen) -> step.apply(seen == null ? Seen.NOTHING : seen));
    }

    private boolean isWithin(@Nullable Long nanos, Duration time) {
        return nanos != null && nanoTime.getAsLong() - nanos <= time.toNanos();
    }
}
