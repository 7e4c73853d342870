package io.plimsoll.backends.sim;

import java.util.Arrays;

/**
 * Hashes a prompt into blocks of tokens, part by part. The parts' token counts are exact; where inside a part a block ends
 * is taken at {@value #CHARACTERS_PER_TOKEN} characters a token, so that parts which begin alike share the blocks before
 * they differ, whatever their lengths. Not thread-safe.
 */
final class BlockHasher {

    private static final int CHARACTERS_PER_TOKEN = 4;
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private final int blockTokens;
    private long[] hashes = new long[64];
    private int blocks;
    private int tokens;
    private long state = FNV_OFFSET;

    BlockHasher(int blockTokens, String salt) {
        this.blockTokens = blockTokens;
        mix(salt, 0, salt.length());
        mix('\0');
    }

    /** Appends a part of {@code count} tokens. */
    void add(String part, int count) {
        int start = tokens;
        int end = start + count;
        int hashed = 0;
        for (int blockEnd = (blocks + 1) * blockTokens; blockEnd <= end; blockEnd += blockTokens) {
            int covered = blockEnd == end
                    ? part.length()
                    : Math.min(part.length(), CHARACTERS_PER_TOKEN * (blockEnd - start));
            mix(part, hashed, covered);
            hashed = covered;
            append();
        }
        mix(part, hashed, part.length());
        mix('\0');
        tokens = end;
    }

    PromptBlocks blocks() {
        return new PromptBlocks(Arrays.copyOf(hashes, blocks));
    }

    private void append() {
        if (blocks == hashes.length) {
            hashes = Arrays.copyOf(hashes, 2 * blocks);
        }
        hashes[blocks++] = finished(state ^ ((long) blocks << 32));
    }

    private void mix(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            mix(text.charAt(i));
        }
    }

    private void mix(char character) {
        state = (state ^ character) * FNV_PRIME;
    }

    /** The finaliser of SplitMix64: spreads neighbouring states over all bits. */
    private static long finished(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}
