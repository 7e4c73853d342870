package io.plimsoll.budget.geometry;

/**
 * Attention inside fixed chunks (Llama-4): a token sees what came before it in its own chunk.
 *
 * @param heads what is kept for each token of the chunk
 * @param chunkTokens {@code attention_chunk_size}, at least 1
 */
public record ChunkedLocalAttention(FullAttention heads, int chunkTokens) implements BoundedLayer {

    public ChunkedLocalAttention {
        if (chunkTokens < 1) {
            throw new IllegalArgumentException(
                    "chunked attention: chunkTokens: %d (expected: >= 1)".formatted(chunkTokens));
        }
    }

    @Override
    public long liveBytes(long tokens, KvLayout layout) {
        return Math.min(tokens, chunkTokens) * bytesPerToken(layout);
    }

    @Override
    public long restingBytes(long tokens, KvLayout layout) {
        return blockBytes(Math.min(tokens, chunkTokens), layout);
    }

    @Override
    public long peakBytes(long tokens, KvLayout layout) {
        return blockBytes(Math.min(tokens, (long) chunkTokens + layout.maxBatchedTokens()), layout);
    }

    private long blockBytes(long tokens, KvLayout layout) {
        return Math.ceilDiv(tokens, layout.blockSizeTokens()) * layout.blockSizeTokens() * bytesPerToken(layout);
    }

    private long bytesPerToken(KvLayout layout) {
        return heads.rankBytesPerToken(layout.effectiveDtype(), layout.parallelism());
    }
}
