package io.plimsoll.budget.geometry;

/** How many copies of a recurrent layer's state an engine keeps for one sequence (vLLM's {@code mamba_cache_mode}). */
public enum StateCaching {
    /** The running state alone: no prefix caching for recurrent layers. */
    NONE,
    /** The running state, and the one at the last block boundary. */
    ALIGN,
    /** One state for each block: the state grows with the context. */
    ALL;

    long states(long tokens, int blockSizeTokens) {
        return switch (this) {
            case NONE -> 1;
            case ALIGN -> 2;
            case ALL -> Math.max(1, Math.ceilDiv(tokens, blockSizeTokens));
        };
    }
}
