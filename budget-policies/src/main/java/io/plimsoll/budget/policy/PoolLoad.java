package io.plimsoll.budget.policy;

import java.util.List;

/**
 * A pool as a policy sees it.
 *
 * @param pressure share of the pool that active lanes want, at least 0; above 1 if they want more than there is
 * @param capacityTokens the pool's size, at least 1
 * @param claims of all active lanes, the one to be judged with its new request among them
 */
public record PoolLoad(double pressure, long capacityTokens, List<Claim> claims) {

    public PoolLoad {
        if (!(pressure >= 0)) {
            throw new IllegalArgumentException("pool load: pressure: %s (expected: >= 0)".formatted(pressure));
        }
        if (capacityTokens < 1) {
            throw new IllegalArgumentException(
                    "pool load: capacityTokens: %d (expected: >= 1)".formatted(capacityTokens));
        }
        claims = List.copyOf(claims);
    }
}
