package io.plimsoll.backends;

import io.plimsoll.backends.engine.KvPool;
import org.jspecify.annotations.Nullable;

/**
 * The KV memory of one server as its operator knows it.
 *
 * @param tokens what the whole pool holds, at least 1
 * @param blockTokens tokens per block, at least 1; {@code null} for what the server says, else 1
 */
public record PoolOverride(long tokens, @Nullable Integer blockTokens) {

    public PoolOverride {
        if (tokens < 1) {
            throw new IllegalArgumentException("pool: tokens: " + tokens + " (expected: >= 1)");
        }
        if (blockTokens != null && blockTokens < 1) {
            throw new IllegalArgumentException("pool: blockTokens: " + blockTokens + " (expected: >= 1)");
        }
    }

    /** This size, in blocks as the server has them where nothing else is said. */
    KvPool over(@Nullable KvPool discovered) {
        if (blockTokens != null) {
            return new KvPool(tokens, blockTokens);
        }
        return new KvPool(tokens, discovered == null ? 1 : discovered.blockTokens());
    }
}
