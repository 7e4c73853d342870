package io.plimsoll.budget.geometry;

/**
 * How one replica spreads a sequence's KV over its ranks. Data-parallel attention is not here: each of its ranks has a
 * pool of its own, so it is a replica of its own.
 *
 * @param tensor ranks that split the KV heads; with more ranks than heads each head is kept several times
 * @param pipeline ranks that split the layers
 * @param decodeContext how many of the tensor ranks split the tokens instead of keeping copies (DCP); divides {@code tensor}
 * @param prefillContext ranks that split the tokens beside those (PCP)
 */
public record Parallelism(int tensor, int pipeline, int decodeContext, int prefillContext) {

    /** Everything on one rank. */
    public static final Parallelism NONE = new Parallelism(1, 1, 1, 1);

    public Parallelism {
        requirePositive("tensor", tensor);
        requirePositive("pipeline", pipeline);
        requirePositive("decodeContext", decodeContext);
        requirePositive("prefillContext", prefillContext);
        if (tensor % decodeContext != 0) {
            throw new IllegalArgumentException("parallelism: decodeContext: %d (expected: a divisor of tensor %d)"
                    .formatted(decodeContext, tensor));
        }
    }

    /** Heads split over {@code ranks}, nothing else. */
    public static Parallelism tensor(int ranks) {
        return new Parallelism(ranks, 1, 1, 1);
    }

    /** Ranks that share one sequence's tokens between them. */
    int contextRanks() {
        return decodeContext * prefillContext;
    }

    /** KV heads on one rank. */
    int headsPerRank(int heads) {
        return Math.max(1, heads / tensor);
    }

    private static void requirePositive(String what, int value) {
        if (value < 1) {
            throw new IllegalArgumentException("parallelism: %s: %d (expected: >= 1)".formatted(what, value));
        }
    }
}
