package io.plimsoll.backends.resilience;

import java.time.Duration;
import java.time.Instant;

/**
 * Where a circuit breaker stands; each state offers its own transitions only.
 *
 * <pre>
 *   {@link Closed} --N failures in a row, or one refusal--> {@link Open}
 *   {@link Open} --the pause is over--> {@link HalfOpen}
 *   {@link HalfOpen} --the health check succeeds--> {@link Closed}
 *   {@link HalfOpen} --the health check fails--> {@link Open}
 * </pre>
 *
 * Traffic flows in {@link Closed} alone: the trial is a health check, so that no client's request pays for it.
 */
public sealed interface BreakerState {

    /**
     * Traffic flows.
     *
     * @param failuresInARow failures since the last success
     */
    record Closed(int failuresInARow) implements BreakerState {

        /** No failure yet. */
        static final Closed FRESH = new Closed(0);

        BreakerState failed(BackendFailure failure, int failuresToOpen, Instant now, Duration pause) {
            if (failure == BackendFailure.CONNECT_REFUSED || failuresInARow + 1 >= failuresToOpen) {
                return new Open(failure, now, now.plus(pause));
            }
            return new Closed(failuresInARow + 1);
        }

        Closed succeeded() {
            return FRESH;
        }
    }

    /**
     * No traffic.
     *
     * @param reason the failure that opened it
     * @param since when traffic stopped
     * @param until when a health check may be tried
     */
    record Open(BackendFailure reason, Instant since, Instant until) implements BreakerState {

        HalfOpen trial() {
            return new HalfOpen(reason, since);
        }
    }

    /**
     * No traffic; a health check is on its way.
     *
     * @param reason the failure that opened it
     * @param since when traffic stopped
     */
    record HalfOpen(BackendFailure reason, Instant since) implements BreakerState {

        Closed succeeded() {
            return Closed.FRESH;
        }

        Open failed(BackendFailure failure, Instant now, Duration pause) {
            return new Open(failure, since, now.plus(pause));
        }
    }
}
