package io.plimsoll.budget.geometry;

/**
 * Multi-head, grouped-query or multi-query attention over the whole context: a key and a value vector for each KV head
 * and token.
 *
 * @param kvHeads key-value heads of the layer, at least 1
 * @param keyElements length of a key vector, at least 1
 * @param valueElements length of a value vector, at least 1
 */
public record FullAttention(int kvHeads, int keyElements, int valueElements) implements GrowingLayer {

    public FullAttention {
        requirePositive("kvHeads", kvHeads);
        requirePositive("keyElements", keyElements);
        requirePositive("valueElements", valueElements);
    }

    @Override
    public long rankBytesPerToken(KvDtype dtype, Parallelism parallelism) {
        return parallelism.headsPerRank(kvHeads) * (dtype.vectorBytes(keyElements) + dtype.vectorBytes(valueElements));
    }

    private static void requirePositive(String what, int value) {
        if (value < 1) {
            throw new IllegalArgumentException("full attention: %s: %d (expected: >= 1)".formatted(what, value));
        }
    }
}
