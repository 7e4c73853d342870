package io.plimsoll.budget.geometry;

/**
 * Multi-head latent attention (DeepSeek V2 and V3, Kimi-K2): one compressed latent for each token, for keys and values
 * together. Every tensor-parallel rank keeps the whole latent. The sparse kind (DeepSeek V3.2) keeps an index key beside
 * it.
 *
 * @param latentElements {@code kv_lora_rank}, at least 1
 * @param ropeElements {@code qk_rope_head_dim}, at least 0
 * @param indexElements {@code index_head_dim} of the sparse kind, 0 for the dense one; kept in fp8 with an fp32 scale for
 *     each 128 elements, whatever the cache's dtype
 */
public record LatentAttention(int latentElements, int ropeElements, int indexElements) implements GrowingLayer {

    private static final int INDEX_SCALE_GROUP = 128;

    public LatentAttention {
        if (latentElements < 1 || ropeElements < 0 || indexElements < 0) {
            throw new IllegalArgumentException(
                    "latent attention: latent %d, rope %d, index %d elements (expected: latent >= 1, the others >= 0)"
                            .formatted(latentElements, ropeElements, indexElements));
        }
    }

    @Override
    public long rankBytesPerToken(KvDtype dtype, Parallelism parallelism) {
        var indexBytes = indexElements + 4L * Math.ceilDiv(indexElements, INDEX_SCALE_GROUP);
        return dtype.latentBytes(latentElements, ropeElements) + indexBytes;
    }
}
