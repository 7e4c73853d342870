package io.plimsoll.budget.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ModelWorkTest {

    @Test
    void aDenseModelComputesAllItsWeights() {
        ModelWork llama = ModelWork.read(json("""
                {"num_hidden_layers": 32, "num_attention_heads": 32, "num_key_value_heads": 8, "hidden_size": 4096,
                 "intermediate_size": 14336}"""));

        assertThat(llama).isEqualTo(new ModelWork(32 * (2.0 * 4096 * 128 * 40 + 3.0 * 4096 * 14336), 32, 32, 128));
        assertThat(llama.activeParameters()).isCloseTo(6.98e9, within(.01e9));
    }

    @Test
    void aMixtureOfExpertsComputesThoseThatATokenIsSentTo() {
        ModelWork qwen = ModelWork.read(json("""
                {"num_hidden_layers": 48, "num_attention_heads": 32, "num_key_value_heads": 4, "head_dim": 128,
                 "hidden_size": 2048, "intermediate_size": 6144, "moe_intermediate_size": 768,
                 "num_experts_per_tok": 8}"""));

        assertThat(qwen.activeParameters()).isCloseTo(2.72e9, within(.01e9));
    }

    @ParameterizedTest
    @CsvSource({
        "Llama-3.1-8B, 6.4e9, 32",
        "Qwen3-30B-A3B, 2.4e9, 48",
        "gpt-oss-20b, 2.4e9, 12",
        "Qwen3-Next-80B-A3B, 2.4e9, 12"
    })
    void aCardThatTellsNoWidthsIsTakenForAPlainTransformer(String model, double parameters, int fullLayers) {
        ModelWork work = ModelCards.builtIn().find(model).orElseThrow().work();

        assertThat(work.activeParameters()).isCloseTo(parameters, within(.05e9));
        assertThat(work.attentionLayers()).isEqualTo(fullLayers);
    }

    @Test
    void everyCardTellsItsWork() {
        assertThat(ModelCards.builtIn().all())
                .allSatisfy(card -> assertThat(card.work().activeParameters()).isPositive());
    }

    @Test
    void namesTheKeyThatIsMissing() {
        assertThatThrownBy(() -> ModelWork.read(json("{\"num_hidden_layers\": 2, \"num_attention_heads\": 2}")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("config.json: hidden_size: missing (expected: integer >= 1)");
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }
}
