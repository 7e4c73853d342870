package io.plimsoll.budget.geometry;

/**
 * A layer that folds the context into a state of fixed size: Mamba, gated delta nets, other linear attention. Tensor
 * parallelism splits the state.
 *
 * @param stateBytes one state of one layer over all ranks, at least 1
 */
public record RecurrentState(long stateBytes) implements BoundedLayer {

    private static final int CONVOLUTION_BYTES = 2;

    public RecurrentState {
        if (stateBytes < 1) {
            throw new IllegalArgumentException(
                    "recurrent state: stateBytes: %d (expected: >= 1)".formatted(stateBytes));
        }
    }

    /**
     * The state of a layer that remembers a matrix and the last inputs of a short convolution before it.
     *
     * @param stateElements elements of the matrix over all heads
     * @param stateElementBytes bytes of each
     * @param convolutionChannels inputs of the convolution, kept in 16 bits
     * @param convolutionKernel its width; {@code kernel - 1} inputs are remembered
     */
    static RecurrentState of(
            long stateElements, int stateElementBytes, long convolutionChannels, int convolutionKernel) {
        return new RecurrentState(
                stateElements * stateElementBytes + convolutionChannels * (convolutionKernel - 1) * CONVOLUTION_BYTES);
    }

    @Override
    public long liveBytes(long tokens, KvLayout layout) {
        return layout.stateCaching().states(tokens, layout.blockSizeTokens())
                * Math.ceilDiv(stateBytes, layout.parallelism().tensor());
    }

    @Override
    public long restingBytes(long tokens, KvLayout layout) {
        return liveBytes(tokens, layout);
    }

    @Override
    public long peakBytes(long tokens, KvLayout layout) {
        return liveBytes(tokens, layout);
    }
}
