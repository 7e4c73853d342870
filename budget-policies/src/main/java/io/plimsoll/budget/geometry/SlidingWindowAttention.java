package io.plimsoll.budget.geometry;

/**
 * Attention to the last tokens only. Blocks that have left the window are freed.
 *
 * @param heads what is kept for each token in the window
 * @param windowTokens width of the window, at least 1
 */
public record SlidingWindowAttention(FullAttention heads, int windowTokens) implements BoundedLayer {

    public SlidingWindowAttention {
        if (windowTokens < 1) {
            throw new IllegalArgumentException(
                    "sliding window: windowTokens: %d (expected: >= 1)".formatted(windowTokens));
        }
    }

    @Override
    public long liveBytes(long tokens, KvLayout layout) {
        return Math.min(tokens, windowTokens) * bytesPerToken(layout);
    }

    @Override
    public long restingBytes(long tokens, KvLayout layout) {
        // A window rarely begins at a block's edge, so it straddles one block more than it fills.
        var blocks = Math.min(
                Math.ceilDiv(tokens, layout.blockSizeTokens()),
                Math.ceilDiv((long) windowTokens, layout.blockSizeTokens()) + 1);
        return blocks * layout.blockSizeTokens() * bytesPerToken(layout);
    }

    @Override
    public long peakBytes(long tokens, KvLayout layout) {
        var live = Math.min(tokens, windowTokens - 1L + layout.maxBatchedTokens());
        var blocks = Math.ceilDiv(live, layout.blockSizeTokens()) + 1;
        return blocks * layout.blockSizeTokens() * bytesPerToken(layout);
    }

    private long bytesPerToken(KvLayout layout) {
        return heads.rankBytesPerToken(layout.effectiveDtype(), layout.parallelism());
    }
}
