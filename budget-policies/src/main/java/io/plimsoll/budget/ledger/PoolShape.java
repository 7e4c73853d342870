package io.plimsoll.budget.ledger;

import io.plimsoll.budget.geometry.KvGeometry;

/**
 * One backend replica's KV memory, and what sequences cost in it.
 *
 * @param capacityBlocks blocks that sequences can use, at least 1; without the null block that vLLM keeps for itself
 * @param blockSizeTokens tokens in one block of one layer, at least 1, as the engine reports it
 * @param geometry the served model; its layout takes on {@code blockSizeTokens}
 */
public record PoolShape(long capacityBlocks, int blockSizeTokens, KvGeometry geometry) {

    public PoolShape {
        if (capacityBlocks < 1) {
            throw new IllegalArgumentException(
                    "pool shape: capacityBlocks: %d (expected: >= 1)".formatted(capacityBlocks));
        }
        geometry = geometry.withLayout(geometry.layout().withBlockSizeTokens(blockSizeTokens));
    }

    /**
     * The pool that an engine makes of the memory left beside weights and activations.
     *
     * @param rankBytes the memory on the rank that has least
     * @throws IllegalArgumentException if not one block fits
     */
    public static PoolShape ofRankBytes(long rankBytes, KvGeometry geometry) {
        return new PoolShape(
                rankBytes / geometry.blockBytesPerRank(), geometry.layout().blockSizeTokens(), geometry);
    }

    /**
     * Sequences of {@code tokens} that the engine can run at once: what vLLM logs as "Maximum concurrency". Less than 1 if
     * not even one fits.
     *
     * @param tokens prompt and output of each, at least 1
     */
    public double maxConcurrency(int tokens) {
        return (double) capacityBlocks / geometry.peakBlocks(tokens);
    }

    /**
     * The pool's size in tokens: exact where all layers grow alike, else what the engine's sequences of full length would
     * have in them together.
     */
    public long capacityTokens() {
        var longest = geometry.layout().maxModelLength();
        return geometry.bounded().isEmpty() && geometry.growing().size() == 1
                ? capacityBlocks
                        * blockSizeTokens
                        * geometry.layout().parallelism().prefillContext()
                        * geometry.layout().parallelism().decodeContext()
                : (long) (maxConcurrency(longest) * longest);
    }

    /** Blocks of a sequence that it shares with none. */
    long ownBlocks(int tokens, SharedPrefix prefix) {
        return Math.max(0, geometry.blocks(tokens) - prefixBlocks(prefix));
    }

    long prefixBlocks(SharedPrefix prefix) {
        return geometry.sharedBlocks(prefix.tokens());
    }
}
