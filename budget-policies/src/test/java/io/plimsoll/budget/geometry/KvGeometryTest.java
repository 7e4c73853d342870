package io.plimsoll.budget.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KvGeometryTest {

    private static final long MIB = 1 << 20;
    private static final long GIB = 1 << 30;

    private static final GrowingLayer HEADS = new FullAttention(8, 128, 128);

    @Test
    void roundsAFootprintUpToWholeBlocks() {
        var geometry = KvGeometry.uniform(32, HEADS, KvLayout.usual(8192));

        assertThat(geometry.footprintBytes(0)).isZero();
        assertThat(geometry.footprintBytes(1)).isEqualTo(16 * 131_072L);
        assertThat(geometry.footprintBytes(16)).isEqualTo(16 * 131_072L);
        assertThat(geometry.footprintBytes(17)).isEqualTo(32 * 131_072L);
    }

    @Test
    void countsOneRequestOf262144TokensOfQwen3CoderAs24GibAsVllmIssue34076Measured() {
        var geometry = KvGeometry.uniform(48, new FullAttention(4, 128, 128), KvLayout.usual(262_144));

        assertThat(geometry.bytesPerToken()).isEqualTo(98_304);
        assertThat(geometry.footprintBytes(262_144)).isEqualTo(24 * GIB);
    }

    @Test
    void sumsBytesOverBothRanksOfTheSameModelInFp8() {
        var layout = KvLayout.usual(262_144).withDtype(KvDtype.FP8).withParallelism(Parallelism.tensor(2));
        var geometry = KvGeometry.uniform(48, new FullAttention(4, 128, 128), layout);

        assertThat(geometry.bytesPerTokenPerRank()).isEqualTo(24_576);
        assertThat(geometry.bytesPerToken()).isEqualTo(49_152);
        assertThat(Math.round(geometry.bytesPerToken() * 139_815L * 16 * 100.0 / GIB))
                .isEqualTo(102_40);
    }

    @ParameterizedTest
    @CsvSource({"Llama-3-8B, 32, 8, 256", "70B, 80, 8, 640", "Mixtral-8x7B, 32, 8, 256", "Command-R-35B, 40, 64, 2560"})
    void agreesWithLlamaCppTablesAt2048Tokens(String model, int layers, int heads, long mib) {
        var layout = KvLayout.usual(2048).withDtype(KvDtype.FP16);

        assertThat(KvGeometry.uniform(layers, new FullAttention(heads, 128, 128), layout)
                        .footprintBytes(2048))
                .as(model)
                .isEqualTo(mib * MIB);
    }

    @Test
    void invertsAFootprintToTheLongestSequenceThatFits() {
        var geometry = new KvGeometry(
                List.of(new LayerGroup<>(1, HEADS)),
                List.of(new LayerGroup<>(2, new RecurrentState(1000))),
                KvLayout.usual(4096));

        var tokens = geometry.tokensInBytes(2 * MIB);

        assertThat(geometry.footprintBytes(tokens)).isLessThanOrEqualTo(2 * MIB);
        assertThat(geometry.footprintBytes(tokens + 1)).isGreaterThan(2 * MIB);
        assertThat(geometry.tokensInBytes(0)).isZero();
        assertThat(geometry.tokensInBytes(Long.MAX_VALUE)).isEqualTo(4096);
    }

    @Test
    void refusesAModelThatKeepsNothing() {
        assertThatThrownBy(() -> new KvGeometry(List.of(), List.of(), KvLayout.usual(1)))
                .hasMessageContaining("no layers");
    }

    @Nested
    class OnSeveralRanks {

        @Test
        void copiesHeadsWhenThereAreFewerHeadsThanRanks() {
            var geometry = KvGeometry.uniform(1, new FullAttention(2, 128, 128), on(Parallelism.tensor(8)));

            assertThat(geometry.bytesPerTokenPerRank()).isEqualTo(512);
            assertThat(geometry.bytesPerToken()).isEqualTo(8 * 512);
        }

        @Test
        void copiesALatentOnEveryRankUnlessContextIsSplit() {
            var latent = new LatentAttention(512, 64, 0);

            assertThat(KvGeometry.uniform(61, latent, on(Parallelism.tensor(8))).bytesPerToken())
                    .isEqualTo(8 * 70_272);
            assertThat(KvGeometry.uniform(61, latent, on(new Parallelism(8, 1, 8, 1)))
                            .bytesPerToken())
                    .isEqualTo(70_272);
        }

        @Test
        void splitsLayersOverPipelineStagesWithTheLargestStageDeciding() {
            var geometry = KvGeometry.uniform(61, HEADS, on(new Parallelism(1, 2, 1, 1)));

            assertThat(geometry.bytesPerTokenPerRank()).isEqualTo(31 * 4096);
            assertThat(geometry.bytesPerToken()).isEqualTo(61 * 4096);
            assertThat(geometry.blockBytesPerRank()).isEqualTo(31 * 4096 * 16);
        }

        @Test
        void spreadsASequenceOverContextRanks() {
            var geometry = KvGeometry.uniform(1, HEADS, on(new Parallelism(1, 1, 1, 4)));

            assertThat(geometry.blocks(640)).isEqualTo(10);
            assertThat(geometry.sharedBlocks(640)).isEqualTo(10);
            assertThat(geometry.sharedBlocks(639)).isEqualTo(9);
        }

        private static KvLayout on(Parallelism parallelism) {
            return KvLayout.usual(131_072).withParallelism(parallelism);
        }
    }

    @Nested
    class InBlocks {

        private static final BoundedLayer WINDOW = new SlidingWindowAttention(new FullAttention(8, 128, 128), 1024);

        @Test
        void asksForAWindowAndAStepOfPromptWhileTheWindowFills() {
            var layout = new KvLayout(null, Parallelism.NONE, 16, 1024, 16_384, StateCaching.NONE);
            var sliding = new KvGeometry(List.of(), List.of(new LayerGroup<>(1, WINDOW)), layout);
            var hybrid =
                    new KvGeometry(List.of(new LayerGroup<>(1, HEADS)), List.of(new LayerGroup<>(1, WINDOW)), layout);

            assertThat(KvGeometry.uniform(1, HEADS, layout).peakBlocks(16_384)).isEqualTo(1024);
            assertThat(sliding.peakBlocks(16_384)).isEqualTo(129);
            assertThat(hybrid.peakBlocks(16_384)).isEqualTo(1024 + 129);
        }

        @Test
        void holdsOneBlockMoreThanTheWindowFillsAtRest() {
            var hybrid = new KvGeometry(
                    List.of(new LayerGroup<>(1, HEADS)), List.of(new LayerGroup<>(1, WINDOW)), KvLayout.usual(16_384));

            assertThat(hybrid.blocks(16)).isEqualTo(1 + 1);
            assertThat(hybrid.blocks(16_384)).isEqualTo(1024 + 65);
        }

        @Test
        void padsTheLastGroupOfAKindWithMoreLayers() {
            var gemma = new KvGeometry(
                    List.of(new LayerGroup<>(10, HEADS)),
                    List.of(new LayerGroup<>(52, WINDOW)),
                    KvLayout.usual(16_384));

            assertThat(gemma.blockBytesPerRank()).isEqualTo(10 * 16 * 4096);
            assertThat(gemma.blocks(16_384)).isEqualTo(1024 + 6 * 65);
        }

        @Test
        void countsRecurrentStateInPagesOfTheGrowingLayers() {
            var state = new RecurrentState(16 * 4096 * 2 + 1);
            var geometry = new KvGeometry(
                    List.of(new LayerGroup<>(2, HEADS)), List.of(new LayerGroup<>(4, state)), KvLayout.usual(16_384));

            assertThat(geometry.blocks(1)).isEqualTo(1 + 2 * 3);
        }

        @Test
        void countsAPurelyRecurrentModelAsOneBlockASequence() {
            var geometry = new KvGeometry(
                    List.of(), List.of(new LayerGroup<>(48, new RecurrentState(5000))), KvLayout.usual(16_384));

            assertThat(geometry.blocks(16_384)).isEqualTo(1);
            assertThat(geometry.bytesPerToken()).isZero();
            assertThat(geometry.footprintBytes(16_384)).isEqualTo(48 * 5000);
        }

        @Test
        void keepsAStateForEachBlockIfToldTo() {
            var state = new RecurrentState(1000);

            assertThat(state.liveBytes(160, caching(StateCaching.NONE))).isEqualTo(1000);
            assertThat(state.liveBytes(160, caching(StateCaching.ALIGN))).isEqualTo(2000);
            assertThat(state.liveBytes(160, caching(StateCaching.ALL))).isEqualTo(10_000);
        }

        @Test
        void boundsAChunkByItsSizeAndAStepOfPrompt() {
            var chunk = new ChunkedLocalAttention(new FullAttention(1, 1, 1), 100);
            var layout = new KvLayout(null, Parallelism.NONE, 10, 50, 120, StateCaching.NONE);

            assertThat(chunk.liveBytes(1000, layout)).isEqualTo(100 * 4);
            assertThat(chunk.restingBytes(95, layout)).isEqualTo(100 * 4);
            assertThat(chunk.peakBytes(1000, layout)).isEqualTo(150 * 4);
        }

        @Test
        void invertsBlocksToTokens() {
            var geometry = KvGeometry.uniform(1, HEADS, KvLayout.usual(16_384));

            assertThat(geometry.tokensInBlocks(3, 1000)).isEqualTo(48);
            assertThat(geometry.tokensInBlocks(3, 40)).isEqualTo(40);
            assertThat(geometry.tokensInBlocks(0, 40)).isZero();
        }

        private static KvLayout caching(StateCaching caching) {
            return new KvLayout(null, Parallelism.NONE, 16, 8192, 16_384, caching);
        }
    }
}
