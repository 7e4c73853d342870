package io.plimsoll.backends.probe;

import java.time.Instant;

/** One reading of a server's load, in the same words for all engines. Closed: whoever reads one must say what silence means. */
public sealed interface LoadSample {

    /** When it was read. */
    Instant at();

    /** How loaded the server is: 0 idle, 1 saturated, above 1 overloaded. */
    double pressure();

    /** Requests in the server's queue; 0 where it does not say. */
    default int waiting() {
        return 0;
    }

    /**
     * The server told.
     *
     * @param at when it was read
     * @param running requests in the batch, all ranks together
     * @param waiting requests in the queue, all ranks together
     * @param kvUsage share of the KV pool held by running requests, 0 to 1, of the fullest rank; NaN where the server does
     *     not say. Cached blocks that nobody runs on count as free, so it does not tell whether sessions fit
     * @param prefix what the prefix cache did since the server's start
     * @param preemptions requests thrown out of the batch for lack of KV memory, since the server's start
     * @param pressure derived by the engine from the above
     */
    record Measured(
            Instant at,
            int running,
            int waiting,
            double kvUsage,
            PrefixCounters prefix,
            long preemptions,
            double pressure)
            implements LoadSample {}

    /**
     * The server was too busy to tell in time. An inference loop that answers scrapes between two steps does not answer
     * during a long prefill: silence is load, never absence.
     *
     * @param at when it was asked
     */
    record Busy(Instant at) implements LoadSample {
        @Override
        public double pressure() {
            return 1;
        }
    }

    /**
     * The server is alive and publishes no load.
     *
     * @param at when it was asked
     */
    record Unmetered(Instant at) implements LoadSample {
        @Override
        public double pressure() {
            return 0;
        }
    }

    /**
     * Prompt tokens since the server's start. Difference two readings for a rate; a counter that fell means a restart.
     *
     * @param queryTokens prompt tokens looked up in the prefix cache, hits included
     * @param hitTokens prompt tokens found there
     */
    record PrefixCounters(long queryTokens, long hitTokens) {

        /** A server that does not tell. */
        public static final PrefixCounters NONE = new PrefixCounters(0, 0);
    }
}
