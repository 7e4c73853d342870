package io.plimsoll.budget.config;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The size of a backend's KV pool, in tokens or in blocks.
 *
 * @param tokens all tokens that fit
 * @param blocks all blocks that fit, at least 1
 * @param blockSize tokens of one block, at least 1
 */
public record PoolSettings(
        @Nullable Tokens tokens,
        @Nullable Integer blocks,
        @Nullable Integer blockSize) {

    public PoolSettings {
        new Rules()
                .rule(tokens == null || blocks == null, "blocks", String.valueOf(blocks), "either tokens or blocks")
                .rule(blocks == null || blocks >= 1, "blocks", String.valueOf(blocks), ">= 1")
                .rule(blockSize == null || blockSize >= 1, "block-size", String.valueOf(blockSize), ">= 1")
                .check();
    }

    public int effectiveBlockSize() {
        return blockSize != null ? blockSize : 16;
    }

    /** All tokens that fit, empty where the file gives neither tokens nor blocks. */
    public OptionalLong totalTokens() {
        if (tokens != null) {
            return OptionalLong.of(tokens.count());
        }
        return blocks != null ? OptionalLong.of((long) blocks * effectiveBlockSize()) : OptionalLong.empty();
    }
}
