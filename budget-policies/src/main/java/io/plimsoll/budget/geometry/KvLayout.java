package io.plimsoll.budget.geometry;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an engine was started with, as far as it changes the cost of a sequence.
 *
 * @param dtype element type of the cache; null if the engine follows the checkpoint ({@code --kv-cache-dtype auto})
 * @param parallelism ranks of the replica
 * @param blockSizeTokens tokens in one block of one layer, at least 1
 * @param maxBatchedTokens prompt tokens that one step may prefill, at least 1; a windowed layer holds that many more
 *     while a prompt is read
 * @param maxModelLength longest sequence that the engine takes, in tokens, at least 1
 * @param stateCaching copies of recurrent state
 */
public record KvLayout(
        @Nullable KvDtype dtype,
        Parallelism parallelism,
        int blockSizeTokens,
        int maxBatchedTokens,
        int maxModelLength,
        StateCaching stateCaching) {

    private static final int USUAL_BLOCK_SIZE_TOKENS = 16;
    private static final int USUAL_MAX_BATCHED_TOKENS = 8192;

    public KvLayout {
        Objects.requireNonNull(parallelism, "parallelism");
        Objects.requireNonNull(stateCaching, "stateCaching");
        requirePositive("blockSizeTokens", blockSizeTokens);
        requirePositive("maxBatchedTokens", maxBatchedTokens);
        requirePositive("maxModelLength", maxModelLength);
    }

    /** vLLM as it starts without flags on one GPU: blocks of 16 tokens, the checkpoint's dtype. */
    public static KvLayout usual(int maxModelLength) {
        return new KvLayout(
                null,
                Parallelism.NONE,
                USUAL_BLOCK_SIZE_TOKENS,
                USUAL_MAX_BATCHED_TOKENS,
                maxModelLength,
                StateCaching.NONE);
    }

    /** The dtype given, or bf16, which nearly every checkpoint has. */
    public KvDtype effectiveDtype() {
        return dtype == null ? KvDtype.BF16 : dtype;
    }

    /** This layout with another dtype; null follows the checkpoint. */
    public KvLayout withDtype(@Nullable KvDtype other) {
        return new KvLayout(other, parallelism, blockSizeTokens, maxBatchedTokens, maxModelLength, stateCaching);
    }

    /** This layout on other ranks. */
    public KvLayout withParallelism(Parallelism other) {
        return new KvLayout(dtype, other, blockSizeTokens, maxBatchedTokens, maxModelLength, stateCaching);
    }

    /** This layout with blocks of another size, as an engine may report it after start. */
    public KvLayout withBlockSizeTokens(int other) {
        return new KvLayout(dtype, parallelism, other, maxBatchedTokens, maxModelLength, stateCaching);
    }

    private static void requirePositive(String what, int value) {
        if (value < 1) {
            throw new IllegalArgumentException("KV layout: %s: %d (expected: >= 1)".formatted(what, value));
        }
    }
}
