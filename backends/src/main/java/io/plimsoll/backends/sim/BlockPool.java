package io.plimsoll.backends.sim;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/**
 * A pool of blocks that recognises prefixes by content, as vLLM's block pool does (vllm/v1/core/block_pool.py): a full
 * block is known by the hash of everything up to its end, requests with the same prefix share its blocks while they run,
 * and a block that nobody uses stays cached until its memory is needed. The block unused for longest goes first; of one
 * request's blocks the last goes first, since they are useless without those before them.
 */
final class BlockPool implements KvPool<PromptBlocks> {

    private static final class Block {
        private int users = 1;
        private boolean shareable;
        private long hash;
    }

    private final int blocks;
    private final int blockTokens;
    private final Map<Long, Block> shareable = new HashMap<>();
    private final SequencedSet<Block> idle = new LinkedHashSet<>();
    private int used;

    BlockPool(ReplicaSpec.Pool pool) {
        blocks = pool.blocks();
        blockTokens = pool.blockTokens();
    }

    @Override
    public @Nullable Place tryPlace(PromptBlocks prefix, int promptTokens) {
        var hits = hits(prefix, (promptTokens - 1) / blockTokens);
        long idleHits = hits.stream().filter(block -> block.users == 0).count();
        int missing = blocksFor(promptTokens) - hits.size();
        if (used + idleHits + missing > ReplicaSpec.ADMISSION_SHARE * blocks) {
            return null;
        }
        hits.forEach(this::use);
        var place = new BlockPlace(prefix, hits);
        place.grow(promptTokens);
        return place;
    }

    @Override
    public int roomForSteps(Collection<? extends Place> growing) {
        int free = blocks - used;
        int blocksEach = free / growing.size();
        if (blocksEach > 0) {
            return blocksEach * blockTokens;
        }
        int steps = 0;
        while (blocksAfter(steps + 1, growing) <= free) {
            steps++;
        }
        return steps;
    }

    @Override
    public PromptBlocks continued(PromptBlocks prefix, int contextTokens) {
        return prefix;
    }

    @Override
    public int usedTokens() {
        return used * blockTokens;
    }

    @Override
    public int cachedTokens() {
        return idle.size() * blockTokens;
    }

    @Override
    public int capacityTokens() {
        return blocks * blockTokens;
    }

    private List<Block> hits(PromptBlocks prefix, int most) {
        var hits = new ArrayList<Block>();
        for (int i = 0; i < Math.min(most, prefix.size()); i++) {
            var block = shareable.get(prefix.hash(i));
            if (block == null) {
                break;
            }
            hits.add(block);
        }
        return hits;
    }

    private long blocksAfter(int steps, Collection<? extends Place> growing) {
        return growing.stream()
                .filter(place -> ((BlockPlace) place).slack() < steps)
                .count();
    }

    private int blocksFor(int tokens) {
        return Math.ceilDiv(tokens, blockTokens);
    }

    private void use(Block block) {
        if (block.users++ == 0) {
            idle.remove(block);
            used++;
        }
    }

    private Block take() {
        if (used + idle.size() == blocks) {
            shareable.remove(idle.removeFirst().hash);
        }
        used++;
        return new Block();
    }

    private void release(Block block) {
        if (--block.users == 0) {
            used--;
            if (block.shareable) {
                idle.addLast(block);
            }
        }
    }

    private final class BlockPlace implements Place {
        private final PromptBlocks prefix;
        private final List<Block> held;
        private final int hitBlocks;
        private int tokens;
        private int checked;

        BlockPlace(PromptBlocks prefix, List<Block> hits) {
            this.prefix = prefix;
            held = hits;
            hitBlocks = hits.size();
            checked = hitBlocks;
        }

        @Override
        public int hitTokens() {
            return hitBlocks * blockTokens;
        }

        @Override
        public void grow(int more) {
            tokens += more;
            while (held.size() < blocksFor(tokens)) {
                held.add(take());
            }
        }

        @Override
        public void filled(int computedTokens) {
            int full = Math.min(computedTokens / blockTokens, prefix.size());
            for (; checked < full; checked++) {
                var block = held.get(checked);
                block.hash = prefix.hash(checked);
                block.shareable = shareable.putIfAbsent(block.hash, block) == null;
            }
        }

        @Override
        public void free(int computedTokens) {
            filled(computedTokens);
            held.reversed().forEach(BlockPool.this::release);
            held.clear();
        }

        /** The tokens that fit before another block is needed. */
        int slack() {
            return held.size() * blockTokens - tokens;
        }
    }
}
