package io.plimsoll.backends.engine;

/**
 * The KV memory of one server, all its data-parallel ranks together.
 *
 * @param tokens what sessions can hold in all, at least 1; blocks that the server keeps for itself do not count
 * @param blockTokens tokens per block, the unit of allocation, at least 1; 1 where the server has no blocks
 */
public record KvPool(long tokens, int blockTokens) {

    public KvPool {
        if (tokens < 1 || blockTokens < 1) {
            throw new IllegalArgumentException(
                    "KV pool: " + tokens + " tokens in blocks of " + blockTokens + " (expected: both >= 1)");
        }
    }

    /** Whole blocks in the pool. */
    public long blocks() {
        return tokens / blockTokens;
    }
}
