package io.plimsoll.budget.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelCardsTest {

    private static final double MIB = 1 << 20;
    private static final double GIB = 1 << 30;

    private static final ModelCards CARDS = ModelCards.builtIn();

    @ParameterizedTest
    @CsvSource({
        "Llama-3.1-8B,          131072, 0,    4.0",
        "Mistral-7B-v0.3,       131072, 0,    4.0",
        "Mixtral-8x7B,          131072, 0,    4.0",
        "Mistral-7B-v0.1,       0,      512,  0.5",
        "Llama-3.1-70B,         327680, 0,    10",
        "Llama-3.3-70B,         327680, 0,    10",
        "Llama-3.1-405B,        516096, 0,    15.75",
        "Qwen2.5-7B,            57344,  0,    1.75",
        "Qwen2.5-32B,           262144, 0,    8.0",
        "Qwen3-32B,             262144, 0,    8.0",
        "Qwen3-8B,              147456, 0,    4.5",
        "Qwen3-30B-A3B,         98304,  0,    3.0",
        "Qwen3-Coder-30B-A3B,   98304,  0,    3.0",
        "Qwen3-235B-A22B,       192512, 0,    5.9",
        "DeepSeek-V3,           70272,  0,    2.14",
        "DeepSeek-R1,           70272,  0,    2.14",
        "Kimi-K2,               70272,  0,    2.14",
        "gpt-oss-20b,           24576,  3,    0.75",
        "gpt-oss-120b,          36864,  4.5,  1.13",
        "gemma-3-27b,           81920,  416,  2.9",
        "gemma-3n-E4B,          8192,   16,   0.27",
        "gemma-4-31b,           81920,  800,  3.3",
        "Qwen3-Next-80B-A3B,    24576,  73.7, 0.82",
        "Qwen3-Coder-Next,      24576,  73.7, 0.82",
        "Qwen3.8-27B,           65536,  146.8, 2.14",
        "SmolLM2-135M,          23040,  0,    0.7"
    })
    void costsWhatTheModelsArchitectureSays(String model, long bytesPerToken, double fixedMib, double gibAt32KTokens) {
        var geometry = geometry(model, KvLayout.usual(131_072));

        assertThat(geometry.bytesPerToken()).isEqualTo(bytesPerToken);
        assertThat(geometry.fixedBytesPerSequence() / MIB).isCloseTo(fixedMib, within(0.05));
        assertThat(geometry.footprintBytes(32_768) / GIB).isCloseTo(gibAt32KTokens, within(0.05));
    }

    @Test
    void keepsQwen3NextStateInTheSizeOfItsTensors() {
        assertThat(geometry("Qwen3-Next-80B-A3B-Instruct", KvLayout.usual(262_144))
                        .fixedBytesPerSequence())
                .isEqualTo(36L * (32 * 128 * 128 * 4 + 8192 * 3 * 2));
    }

    @Test
    void halvesAnFp8Cache() {
        assertThat(geometry("Qwen3.8-27B", KvLayout.usual(131_072).withDtype(KvDtype.FP8))
                        .bytesPerToken())
                .isEqualTo(32_768);
    }

    @Test
    void keepsDeepSeeksOwnFp8Layout() {
        var layout = KvLayout.usual(163_840).withDtype(KvDtype.FP8_DS_MLA);

        assertThat(geometry("DeepSeek-V3", layout).bytesPerToken()).isEqualTo(40_016);
        assertThat(geometry("DeepSeek-V3.2", layout).bytesPerToken()).isEqualTo(61 * (656 + 132));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Qwen/Qwen3-30B-A3B",
                "qwen/qwen3-30b-a3b-instruct-2507-fp8",
                "Qwen3-30B-A3B-Thinking-2507",
                "cpatonn/Qwen3-30B-A3B-Instruct-2507-AWQ-4bit",
                "/models/Qwen3-30B-A3B-GPTQ-Int4"
            })
    void findsAModelUnderTheNamesItIsServedBy(String served) {
        assertThat(CARDS.find(served)).map(card -> card.names().getFirst()).contains("Qwen3-30B-A3B");
    }

    @ParameterizedTest
    @CsvSource({
        "meta-llama/Meta-Llama-3.1-8B-Instruct, Llama-3.1-8B",
        "RedHatAI/Meta-Llama-3.1-8B-Instruct-quantized.w4a16, Llama-3.1-8B",
        "mistralai/Mistral-7B-Instruct-v0.3, Mistral-7B-v0.3",
        "deepseek-ai/DeepSeek-R1-0528, DeepSeek-V3",
        "moonshotai/Kimi-K2-Instruct-0905, Kimi-K2",
        "google/gemma-3-27b-it, gemma-3-27b",
        "HuggingFaceTB/SmolLM2-135M-Instruct, SmolLM2-135M"
    })
    void leavesOrganisationAndFinishAside(String served, String card) {
        assertThat(CARDS.find(served)).map(found -> found.names().getFirst()).contains(card);
    }

    @ParameterizedTest
    @ValueSource(strings = {"deepseek-ai/DeepSeek-R1-Distill-Qwen-7B", "Qwen/Qwen3-4B", "", "fp8", "Llama-3.1"})
    void doesNotGuessAtOtherModels(String served) {
        assertThat(CARDS.find(served)).isEmpty();
    }

    @Test
    void readsEveryCardInItsOwnContextLength() {
        assertThat(CARDS.all())
                .isNotEmpty()
                .allSatisfy(card -> assertThat(card.geometry(KvLayout.usual(card.contextTokens()))
                                .footprintBytes(card.contextTokens()))
                        .isPositive());
    }

    private static KvGeometry geometry(String model, KvLayout layout) {
        return CARDS.find(model).orElseThrow().geometry(layout);
    }
}
