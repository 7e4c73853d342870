package io.plimsoll.budget.policy;

import java.util.Comparator;
import java.util.List;

/**
 * Weighted max-min fair sharing: pour the total into vessels as wide as the claims' weights and as high as the claims. The
 * level at which it is used up is each unit of weight's share: claims under it are met in full, the others get the level,
 * and nobody could have more without somebody with less losing (Bertsekas and Gallager, "Data Networks", 6.5.2).
 */
public final class WaterLevel {

    /** The level when all claims fit: no bound at all. */
    public static final long UNLIMITED = Long.MAX_VALUE;

    private WaterLevel() {}

    /**
     * The share of one unit of weight, rounded down.
     *
     * @param totalTokens what there is to share, at least 0
     * @return {@link #UNLIMITED} if the claims fit into the total
     */
    public static long share(long totalTokens, List<Claim> claims) {
        if (totalTokens < 0) {
            throw new IllegalArgumentException("water level: totalTokens: %d (expected: >= 0)".formatted(totalTokens));
        }
        var rising = claims.stream()
                .sorted(Comparator.comparingDouble(WaterLevel::height))
                .toList();
        var remainingTokens = (double) totalTokens;
        var remainingWeight = claims.stream().mapToDouble(Claim::weight).sum();
        for (var claim : rising) {
            var level = remainingTokens / remainingWeight;
            if (height(claim) > level) {
                return (long) level;
            }
            remainingTokens -= claim.tokens();
            remainingWeight -= claim.weight();
        }
        return UNLIMITED;
    }

    private static double height(Claim claim) {
        return claim.tokens() / claim.weight();
    }
}
