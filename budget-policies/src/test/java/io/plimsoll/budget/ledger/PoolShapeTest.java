package io.plimsoll.budget.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.plimsoll.budget.geometry.BoundedLayer;
import io.plimsoll.budget.geometry.FullAttention;
import io.plimsoll.budget.geometry.GrowingLayer;
import io.plimsoll.budget.geometry.KvDtype;
import io.plimsoll.budget.geometry.KvGeometry;
import io.plimsoll.budget.geometry.KvLayout;
import io.plimsoll.budget.geometry.LayerGroup;
import io.plimsoll.budget.geometry.ModelCards;
import io.plimsoll.budget.geometry.Parallelism;
import io.plimsoll.budget.geometry.SlidingWindowAttention;
import io.plimsoll.budget.geometry.StateCaching;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Capacities that vLLM logged or that its own unit tests expect. */
class PoolShapeTest {

    private static final double GIB = 1 << 30;

    @ParameterizedTest
    @CsvSource({"3.81, 1952, 20000, 1.56", "2.89, 1478, 29000, 0.82"})
    void sizesTheLlama8bPoolsOfVllmIssue10517(double gib, int blocks, int context, double concurrency) {
        var pool = PoolShape.ofRankBytes((long) (gib * GIB), llama8b());

        assertThat(pool.capacityBlocks()).isCloseTo(blocks, within(3L));
        assertThat(pool.maxConcurrency(context)).isCloseTo(concurrency, within(0.005));
    }

    @ParameterizedTest
    @CsvSource({"127626, 2042016, 997.08", "1381, 22096, 10.79"})
    void countsSequencesOf2048TokensAsVllmLogsThem(long blocks, long tokens, double concurrency) {
        var pool = new PoolShape(blocks, 16, llama8b());

        assertThat(pool.capacityTokens()).isEqualTo(tokens);
        assertThat(pool.maxConcurrency(2048)).isCloseTo(concurrency, within(0.005));
    }

    @Test
    void boundsTheQwen3235bPoolOfVllmIssue21348OnFourRanks() {
        var geometry = ModelCards.builtIn()
                .find("Qwen3-235B-A22B")
                .orElseThrow()
                .geometry(KvLayout.usual(131_072).withParallelism(Parallelism.tensor(4)));

        var pool = PoolShape.ofRankBytes((long) (8.11 * GIB), geometry);

        assertThat(geometry.bytesPerTokenPerRank()).isEqualTo(48_128);
        assertThat(geometry.bytesPerTokenPerRank() * 178_880 / GIB).isCloseTo(8.02, within(0.005));
        assertThat(pool.capacityTokens()).isBetween(178_880L, 178_880L * 102 / 100);
    }

    @Test
    void derivesAHybridPoolsTokensFromItsConcurrencyAsVllmLogsThem() {
        var geometry = ModelCards.builtIn()
                .find("Qwen3.8-27B")
                .orElseThrow()
                .geometry(KvLayout.usual(131_072).withDtype(KvDtype.FP8));
        var blocks = Math.ceilDiv(302_921L * geometry.peakBlocks(131_072), 131_072L);

        var pool = new PoolShape(blocks, 16, geometry);

        assertThat(pool.maxConcurrency(131_072)).isCloseTo(2.31, within(0.005));
        assertThat(pool.capacityTokens()).isCloseTo(302_921L, within(16L));
    }

    @Test
    void agreesWithVllmsTestOfMaximumConcurrency() {
        var layout = new KvLayout(null, Parallelism.NONE, 16, 1024, 16_384, StateCaching.NONE);
        var heads = new FullAttention(1, 64, 64);
        List<LayerGroup<GrowingLayer>> full = List.of(new LayerGroup<>(1, heads));
        List<LayerGroup<BoundedLayer>> sliding = List.of(new LayerGroup<>(1, new SlidingWindowAttention(heads, 1024)));

        assertThat(new PoolShape(1536, 16, new KvGeometry(full, List.of(), layout)).maxConcurrency(16_384))
                .isEqualTo(1.5);
        assertThat(new PoolShape(129 * 3, 16, new KvGeometry(List.of(), sliding, layout)).maxConcurrency(16_384))
                .isEqualTo(3);
        assertThat(new PoolShape((1024 + 129) * 3, 16, new KvGeometry(full, sliding, layout)).maxConcurrency(16_384))
                .isEqualTo(3);
    }

    @Test
    void takesTheBlockSizeThatTheEngineReports() {
        assertThat(new PoolShape(10, 256, llama8b()).geometry().blocks(257)).isEqualTo(2);
    }

    @Test
    void refusesMemoryThatHoldsNoBlock() {
        assertThatThrownBy(() -> PoolShape.ofRankBytes(1000, llama8b()))
                .hasMessage("pool shape: capacityBlocks: 0 (expected: >= 1)");
    }

    private static KvGeometry llama8b() {
        return ModelCards.builtIn().find("Llama-3.1-8B").orElseThrow().geometry(KvLayout.usual(131_072));
    }
}
