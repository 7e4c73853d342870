package io.plimsoll.budget.geometry;

import java.util.List;
import java.util.function.ToLongFunction;

/*
 * How an engine hands out blocks
 *
 * vLLM (vllm/v1/core/kv_cache_utils.py, _get_kv_cache_groups_uniform_page_size) splits the layers of each kind into groups
 * of equal size, the smallest kind's layer count, and pads the last group. A block of the pool is one page in every layer
 * of a group; a sequence has a block table for each group:
 *
 *     page   = block size * bytes per token of a growing layer
 *     block  = group size * page
 *     blocks = sum over kinds of groups * ceil(bytes in one layer / page)
 *
 * Where kinds differ in page size vLLM stretches the block size of the smaller ones until the pages agree; counting their
 * bytes in pages of the growing layers comes to the same.
 *
 * Ranks that split the tokens hold a share of each sequence, so a block covers block size * ranks tokens of it. Ranks that
 * split the layers hold groups that are smaller by the same factor, which changes the bytes of a block and not the count.
 */
/** A geometry's sequences counted in blocks of its pool. Loops, not streams: the ledger counts under its lock. */
final class PoolBlocks {

    private final List<LayerGroup<GrowingLayer>> growing;
    private final List<LayerGroup<BoundedLayer>> bounded;
    private final KvLayout layout;
    private final int groupLayers;
    private final long pageBytes;

    PoolBlocks(KvGeometry geometry) {
        this.growing = geometry.growing();
        this.bounded = geometry.bounded();
        this.layout = geometry.layout();
        this.groupLayers = Math.min(smallest(growing), smallest(bounded));
        this.pageBytes =
                growing.isEmpty() ? boundedPageBytes() : layout.blockSizeTokens() * bytesPerToken(growing.getFirst());
    }

    private static int smallest(List<? extends LayerGroup<?>> groups) {
        var layers = Integer.MAX_VALUE;
        for (var group : groups) {
            layers = Math.min(layers, group.layers());
        }
        return layers;
    }

    long resting(int tokens) {
        var rankTokens = rankTokens(tokens);
        return growingBlocks(rankTokens) + boundedBlocks(family -> family.restingBytes(rankTokens, layout));
    }

    long peak(int tokens) {
        var rankTokens = rankTokens(tokens);
        return growingBlocks(rankTokens) + boundedBlocks(family -> family.peakBytes(rankTokens, layout));
    }

    long shared(int tokens) {
        var wholeBlocks =
                tokens / ((long) layout.blockSizeTokens() * layout.parallelism().contextRanks());
        var blocks = 0L;
        for (var group : growing) {
            blocks += groups(group) * (layerBytes(group, wholeBlocks) / pageBytes);
        }
        return blocks;
    }

    long bytesPerRank() {
        return Math.ceilDiv(groupLayers, layout.parallelism().pipeline()) * pageBytes;
    }

    private long growingBlocks(long rankTokens) {
        var blocks = Math.ceilDiv(rankTokens, layout.blockSizeTokens());
        var sum = 0L;
        for (var group : growing) {
            sum += groups(group) * Math.ceilDiv(layerBytes(group, blocks), pageBytes);
        }
        return sum;
    }

    private long boundedBlocks(ToLongFunction<BoundedLayer> layerBytes) {
        var sum = 0L;
        for (var group : bounded) {
            sum += groups(group) * Math.ceilDiv(layerBytes.applyAsLong(group.family()), pageBytes);
        }
        return sum;
    }

    private long groups(LayerGroup<?> group) {
        return Math.ceilDiv(group.layers(), groupLayers);
    }

    private long layerBytes(LayerGroup<GrowingLayer> group, long blocks) {
        return blocks * layout.blockSizeTokens() * bytesPerToken(group);
    }

    private long bytesPerToken(LayerGroup<GrowingLayer> group) {
        return group.family().rankBytesPerToken(layout.effectiveDtype(), layout.parallelism());
    }

    /** One block of tokens in a windowed layer, or one state: whatever the first bounded kind holds at least. */
    private long boundedPageBytes() {
        return bounded.getFirst().family().restingBytes(1, layout);
    }

    private long rankTokens(int tokens) {
        return Math.ceilDiv((long) tokens, layout.parallelism().contextRanks());
    }
}
