package io.plimsoll.backends.sim;

/**
 * What the pool recognises a prompt by: one hash for each full block of the prompt and of the answer that will follow it,
 * each over everything from the prompt's first byte to the block's end. Equal hashes at one index mean equal prefixes.
 */
public final class PromptBlocks {

    private final long[] hashes;

    /** Blocks with these hashes, in order. */
    public PromptBlocks(long... hashes) {
        this.hashes = hashes.clone();
    }

    int size() {
        return hashes.length;
    }

    long hash(int block) {
        return hashes[block];
    }
}
