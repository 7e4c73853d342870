package io.plimsoll.backends.resilience;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/**
 * Stops traffic to a backend that fails (M. Nygard, "Release It!"). Failures count in a row, so that a backend with one bad
 * answer in a hundred stays; the states are {@link BreakerState}. Thread-safe: one atomic reference.
 */
public final class CircuitBreaker {

    private final int failuresToOpen;
    private final Duration pause;
    private final InstantSource clock;
    private final AtomicReference<BreakerState> state = new AtomicReference<>(BreakerState.Closed.FRESH);

    /**
     * @param failuresToOpen failures in a row that stop traffic, at least 1
     * @param pause time from the stop to the first health check, and between two
     * @param clock what time it is
     */
    public CircuitBreaker(int failuresToOpen, Duration pause, InstantSource clock) {
        if (failuresToOpen < 1) {
            throw new IllegalArgumentException("breaker: failuresToOpen: " + failuresToOpen + " (expected: >= 1)");
        }
        this.failuresToOpen = failuresToOpen;
        this.pause = pause;
        this.clock = clock;
    }

    /** Where it stands now. */
    public BreakerState state() {
        return state.get();
    }

    /** A request or probe went well. Without effect unless traffic flows: an old stream's end proves no health. */
    public void succeeded() {
        change(now -> switch (now) {
            case BreakerState.Closed closed -> closed.succeeded();
            case BreakerState.Open open -> open;
            case BreakerState.HalfOpen trial -> trial;
        });
    }

    /**
     * A request or probe failed by the backend's fault. Without effect unless traffic flows.
     *
     * @return whether this failure stopped the traffic
     */
    public boolean failed(BackendFailure failure) {
        return change(now -> switch (now) {
            case BreakerState.Closed closed -> closed.failed(failure, failuresToOpen, clock.instant(), pause);
            case BreakerState.Open open -> open;
            case BreakerState.HalfOpen trial -> trial;
        });
    }

    /**
     * Begins the trial.
     *
     * @return whether a health check may go out now: the pause is over and no other check is on its way
     */
    public boolean tryTrial() {
        return change(now ->
                now instanceof BreakerState.Open open && !clock.instant().isBefore(open.until()) ? open.trial() : now);
    }

    /** The health check went well: traffic flows again. */
    public void trialSucceeded() {
        change(now -> now instanceof BreakerState.HalfOpen trial ? trial.succeeded() : now);
    }

    /** The health check failed: another pause. */
    public void trialFailed(BackendFailure failure) {
        change(now -> now instanceof BreakerState.HalfOpen trial ? trial.failed(failure, clock.instant(), pause) : now);
    }

    /** Whether this step, and no other thread's, led to a state of another kind. */
    private boolean change(UnaryOperator<BreakerState> step) {
        while (true) {
            var before = state.get();
            var after = step.apply(before);
            if (state.compareAndSet(before, after)) {
                return before.getClass() != after.getClass();
            }
        }
    }
}
