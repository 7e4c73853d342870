package io.plimsoll.budget.geometry;

import java.util.List;
import java.util.Objects;
import java.util.function.IntPredicate;

/**
 * What one sequence costs on one replica: a model's layers in an engine's layout. Growing and bounded layers are kept
 * apart, since the naive {@code 2 * layers * heads * size} overstates a hybrid model several times: a footprint is
 * {@code a + k * F}, with {@code k} the bytes of a token in the growing layers, {@code F} the tokens rounded up to blocks
 * and {@code a} what the bounded layers hold.
 *
 * <p>Bytes are over all ranks of the replica together unless the name says otherwise; blocks are those of the engine's
 * pool. Token counts are prompt and output together, at least 0.
 *
 * @param growing layers that cost by the token
 * @param bounded layers that stop growing
 * @param layout how the engine keeps them
 */
public record KvGeometry(
        List<LayerGroup<GrowingLayer>> growing, List<LayerGroup<BoundedLayer>> bounded, KvLayout layout) {

    public KvGeometry {
        growing = List.copyOf(growing);
        bounded = List.copyOf(bounded);
        Objects.requireNonNull(layout, "layout");
        if (growing.isEmpty() && bounded.isEmpty()) {
            throw new IllegalArgumentException("KV geometry: no layers (expected: at least one that keeps something)");
        }
    }

    /** Equal layers of attention over the whole context, and no others. */
    public static KvGeometry uniform(int layers, GrowingLayer family, KvLayout layout) {
        return new KvGeometry(List.of(new LayerGroup<>(layers, family)), List.of(), layout);
    }

    /** The same model in another layout. */
    public KvGeometry withLayout(KvLayout other) {
        return new KvGeometry(growing, bounded, other);
    }

    /** Bytes that each token adds, copies on several ranks counted; 0 if no layer grows. */
    public long bytesPerToken() {
        var copies = layout.parallelism().tensor() / layout.parallelism().decodeContext();
        return growing.stream()
                .mapToLong(group -> group.layers() * rankBytesPerToken(group) * copies)
                .sum();
    }

    /** Bytes that each token adds on the rank that holds most, rounded up. */
    public long bytesPerTokenPerRank() {
        var stages = layout.parallelism().pipeline();
        var bytes = growing.stream()
                .mapToLong(group -> Math.ceilDiv(group.layers(), stages) * rankBytesPerToken(group))
                .sum();
        return Math.ceilDiv(bytes, layout.parallelism().contextRanks());
    }

    /** Bytes of the bounded layers in a sequence as long as the engine takes, not rounded to blocks. */
    public long fixedBytesPerSequence() {
        return boundedBytes(layout.maxModelLength());
    }

    /** Bytes that a sequence occupies, its tokens rounded up to blocks. */
    public long footprintBytes(int tokens) {
        var rounded = Math.ceilDiv((long) tokens, layout.blockSizeTokens()) * layout.blockSizeTokens();
        return bytesPerToken() * rounded + boundedBytes(rounded);
    }

    /** The longest sequence, up to the engine's maximum, that occupies no more than {@code bytes}. */
    public int tokensInBytes(long bytes) {
        return longest(layout.maxModelLength(), tokens -> footprintBytes(tokens) <= bytes);
    }

    /** Blocks that a sequence holds once its prompt has been read. */
    public long blocks(int tokens) {
        return new PoolBlocks(this).resting(tokens);
    }

    /** Blocks that a sequence needs while its prompt is read in steps, which is what an engine admits by. */
    public long peakBlocks(int tokens) {
        return new PoolBlocks(this).peak(tokens);
    }

    /**
     * Blocks that two sequences have in common if their first {@code tokens} are equal: whole blocks, of growing layers.
     */
    public long sharedBlocks(int tokens) {
        return new PoolBlocks(this).shared(tokens);
    }

    /** The longest sequence, up to {@code limitTokens}, that holds no more than {@code blocks}. */
    public int tokensInBlocks(long blocks, int limitTokens) {
        var pool = new PoolBlocks(this);
        return longest(limitTokens, tokens -> pool.resting(tokens) <= blocks);
    }

    /** Bytes of one block on the rank that holds most. */
    public long blockBytesPerRank() {
        return new PoolBlocks(this).bytesPerRank();
    }

    private long boundedBytes(long tokens) {
        return bounded.stream()
                .mapToLong(group -> group.layers()
                        * group.family().liveBytes(tokens, layout)
                        * layout.parallelism().tensor())
                .sum();
    }

    private long rankBytesPerToken(LayerGroup<GrowingLayer> group) {
        return group.family().rankBytesPerToken(layout.effectiveDtype(), layout.parallelism());
    }

    /** Bisection: every family's cost is monotone in the tokens. Answers 0 if not even one token fits. */
    private static int longest(int limitTokens, IntPredicate fits) {
        var low = 0;
        var high = limitTokens;
        while (low < high) {
            var middle = low + (high - low + 1) / 2;
            if (fits.test(middle)) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }
}
