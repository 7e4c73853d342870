package io.plimsoll.budget.policy;

/**
 * What one lane would like to hold of a shared pool.
 *
 * @param tokens its footprint, at least 0
 * @param weight its due relative to other lanes, greater than 0; a tenant's weight, divided by its lanes where tenants
 *     rather than lanes are to be equal
 */
public record Claim(long tokens, double weight) {

    public Claim {
        if (tokens < 0) {
            throw new IllegalArgumentException("claim: tokens: %d (expected: >= 0)".formatted(tokens));
        }
        if (!(weight > 0) || Double.isInfinite(weight)) {
            throw new IllegalArgumentException("claim: weight: %s (expected: > 0 and finite)".formatted(weight));
        }
    }

    /** A claim of weight 1. */
    public static Claim of(long tokens) {
        return new Claim(tokens, 1);
    }
}
