package io.plimsoll.backends.engine;

import io.plimsoll.backends.probe.LoadSample;
import org.jspecify.annotations.Nullable;

/**
 * One number for the load of a batching server: {@code max(waiting / 5, kvUsage / 0.8)}, the endpoint score of llm-d's
 * utilisation detector, raised to 1 by any preemption since the sample before, for a server that throws work out of its
 * batch is full whatever its gauges say.
 */
final class Saturation {

    private static final double FULL_QUEUE = 5;
    private static final double FULL_POOL = 0.8;

    private Saturation() {}

    /**
     * @param waiting requests in the queue
     * @param kvUsage share of the pool held, NaN for unknown
     * @param preempted requests preempted since the sample before
     */
    static double of(int waiting, double kvUsage, long preempted) {
        double pool = Double.isNaN(kvUsage) ? 0 : kvUsage / FULL_POOL;
        return Math.max(Math.max(waiting / FULL_QUEUE, pool), preempted > 0 ? 1 : 0);
    }

    /** Preemptions since the sample before; 0 for the first sample and across a restart, whose counter begins anew. */
    static long preempted(long preemptions, @Nullable LoadSample previous) {
        return previous instanceof LoadSample.Measured before ? Math.max(0, preemptions - before.preemptions()) : 0;
    }
}
