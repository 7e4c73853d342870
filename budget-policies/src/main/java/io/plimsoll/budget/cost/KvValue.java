package io.plimsoll.budget.cost;

import io.plimsoll.budget.policy.PressureBand;

/**
 * What a pool shows of how scarce its KV memory is, for {@link #in}. Freed memory is worth nothing in an idle pool, and its
 * full price where requests wait for it or throw each other out.
 *
 * @param pressure share of the pool that active lanes want, at least 0
 * @param usage share of it that running requests hold, as the engine says, 0 to 1; NaN where it does not
 * @param waiting requests in the engine's queue, at least 0
 * @param evicting whether sequences or cached prefixes were thrown out for lack of room a short while ago
 */
public record KvValue(double pressure, double usage, int waiting, boolean evicting) {

    /** A pool in which nothing is scarce. */
    public static final KvValue IDLE = new KvValue(0, 0, 0, false);

    public KvValue {
        if (!(pressure >= 0) || waiting < 0 || usage < 0) {
            throw new IllegalArgumentException("KV value: pressure %s, usage %s, %d waiting (expected: none negative)"
                    .formatted(pressure, usage, waiting));
        }
    }

    /**
     * What freed KV is worth, from 0 to 1: 0 up to the band's start, 1 from its full pressure on or while requests wait or
     * are evicted, and rising in between.
     */
    public double in(PressureBand band) {
        if (waiting > 0 || evicting) {
            return 1;
        }
        double scarcest = Double.isNaN(usage) ? pressure : Math.max(pressure, usage);
        double width = band.full() - band.start();
        return width == 0 ? (scarcest >= band.full() ? 1 : 0) : Math.clamp((scarcest - band.start()) / width, 0, 1);
    }
}
