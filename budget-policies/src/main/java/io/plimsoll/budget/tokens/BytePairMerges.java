package io.plimsoll.budget.tokens;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Byte pair encoding by an ordered list of merges: of all neighbouring pairs the one that stands first in the list becomes
 * one token, leftmost first, until none is listed. A piece of n bytes takes O(n log n), so a megabyte of one character is
 * no danger. Immutable and thread-safe.
 *
 * <p>The order in which pairs leave the queue, outdated entries included, follows {@code Word::merge_all} of Hugging Face's
 * {@code tokenizers}, so that counts are equal even for vocabularies which build one token from two different pairs. Ranks
 * of byte strings, as tiktoken has them, can't tell such pairs apart.
 */
final class BytePairMerges {

    private static final int NONE = -1;

    /** Token of each single byte, {@link #NONE} for one that the vocabulary lacks. */
    private final int[] byteTokens;

    /** Token that the merge of a rank makes. */
    private final int[] mergedTokens;

    /** Open addressing: pair of tokens to rank. Token ids are never negative, so no pair is equal to {@link #NONE}. */
    private final long[] pairs;

    private final int[] ranks;

    /**
     * @param byteTokens the token of each byte value, -1 for none; 256 of them. A byte without a token leaves no trace, as
     *     if it was not in the text
     * @param merges left and right part of each merge, first to apply first
     * @param vocabulary token text to id, in the same alphabet as the merges
     */
    BytePairMerges(int[] byteTokens, List<Merge> merges, Map<String, Integer> vocabulary) {
        if (byteTokens.length != 256) {
            throw new IllegalArgumentException("byte tokens: " + byteTokens.length + " (expected: 256)");
        }
        this.byteTokens = byteTokens.clone();
        mergedTokens = new int[merges.size()];
        pairs = new long[Integer.highestOneBit(Math.max(16, merges.size() * 2 - 1)) * 2];
        ranks = new int[pairs.length];
        Arrays.fill(pairs, NONE);
        for (int rank = 0; rank < mergedTokens.length; rank++) {
            Merge merge = merges.get(rank);
            long pair = pair(id(merge.left(), vocabulary), id(merge.right(), vocabulary));
            int slot = slotOf(pair);
            pairs[slot] = pair;
            ranks[slot] = rank;
            mergedTokens[rank] = id(merge.left() + merge.right(), vocabulary);
        }
    }

    /** Two neighbouring tokens that become one. */
    record Merge(String left, String right) {}

    /** The number of tokens that {@code bytes} become when no token may reach beyond them. */
    int count(byte[] bytes) {
        return new Piece(bytes).merged();
    }

    private static int id(String token, Map<String, Integer> vocabulary) {
        Integer id = vocabulary.get(token);
        if (id == null) {
            throw new IllegalArgumentException("merge: '" + token + "' (expected: a token of the vocabulary)");
        }
        return id;
    }

    private static long pair(int left, int right) {
        return ((long) left << 32) | right;
    }

    private int slotOf(long pair) {
        int mask = pairs.length - 1;
        long mixed = pair * 0x9E3779B97F4A7C15L;
        int slot = (int) (mixed >>> 32) & mask;
        while (pairs[slot] != pair && pairs[slot] != NONE) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    /** One piece while it is being merged: tokens as a linked list, candidates as a heap of {@code rank << 32 | position}. */
    private final class Piece {

        private final int[] tokens;
        private final int[] previous;
        private final int[] next;
        private final LongHeap candidates;
        private int count;

        Piece(byte[] bytes) {
            tokens = new int[bytes.length];
            for (byte value : bytes) {
                int token = byteTokens[value & 0xFF];
                if (token != NONE) {
                    tokens[count++] = token;
                }
            }
            previous = new int[count];
            next = new int[count];
            candidates = new LongHeap(count);
            for (int i = 0; i < count; i++) {
                previous[i] = i - 1;
                next[i] = i + 1 < count ? i + 1 : NONE;
                if (next[i] != NONE) {
                    propose(i);
                }
            }
        }

        int merged() {
            while (!candidates.isEmpty()) {
                long candidate = candidates.poll();
                int rank = (int) (candidate >>> 32);
                int at = (int) candidate;
                if (tokens[at] == NONE || next[at] == NONE || mergedNow(at) != mergedTokens[rank]) {
                    continue;
                }
                merge(at, mergedTokens[rank]);
            }
            return count;
        }

        private void merge(int at, int token) {
            int gone = next[at];
            tokens[at] = token;
            tokens[gone] = NONE;
            next[at] = next[gone];
            if (next[at] != NONE) {
                previous[next[at]] = at;
            }
            count--;
            if (previous[at] != NONE) {
                propose(previous[at]);
            }
            if (next[at] != NONE) {
                propose(at);
            }
        }

        private int mergedNow(int at) {
            int slot = slotOf(pair(tokens[at], tokens[next[at]]));
            return pairs[slot] == NONE ? NONE : mergedTokens[ranks[slot]];
        }

        private void propose(int at) {
            int slot = slotOf(pair(tokens[at], tokens[next[at]]));
            if (pairs[slot] != NONE) {
                candidates.add(((long) ranks[slot] << 32) | at);
            }
        }
    }
}
