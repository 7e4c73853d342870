package io.plimsoll.gateway.pipeline;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Whether a lane's prefix is likely to be cached where its next request goes. Closed: every way to lose it makes a cut free,
 * since the backend has to read all that is sent in any case.
 */
enum PrefixWarmth {
    /** It is there, or nothing speaks against it; or the lane is new, and there was never a prefix to lose. */
    WARM,
    /** The replica that had it is gone or takes no requests. */
    MOVED,
    /** The replica has started anew since. */
    EMPTIED,
    /** The books say that its blocks were given to others. */
    EVICTED,
    /** It has rested for long, and the pool needed room since. */
    LONG_IDLE;

    /** A prefix that rested as long is the first that a pool under pressure gives up. */
    private static final Duration LONG = Duration.ofSeconds(10);
    /** With less of it in the books, the prefix counts as lost: a head shared with other lanes stays longer than the rest. */
    private static final double HELD_AT_LEAST = .3;

    /**
     * What is known of a lane's prefix.
     *
     * @param sentTokens tokens of its last request; 0 for a lane that had none
     * @param home whether the replica that it ran on takes requests
     * @param heldTokens tokens that the books say it holds there
     * @param idle how long it has rested; null while a request of it runs
     * @param emptied whether the replica started anew while it rested
     * @param scarce whether the pool is under pressure, or has evicted anything while the lane rested
     */
    record Signs(
            int sentTokens,
            boolean home,
            int heldTokens,
            @Nullable Duration idle,
            boolean emptied,
            boolean scarce) {}

    static PrefixWarmth of(Signs signs) {
        if (signs.sentTokens() == 0) {
            return WARM;
        }
        if (!signs.home()) {
            return MOVED;
        }
        if (signs.emptied()) {
            return EMPTIED;
        }
        if (signs.heldTokens() < HELD_AT_LEAST * signs.sentTokens()) {
            return EVICTED;
        }
        boolean rested = signs.idle() != null && signs.idle().compareTo(LONG) > 0;
        return rested && signs.scarce() ? LONG_IDLE : WARM;
    }

    boolean isCold() {
        return this != WARM;
    }
}
