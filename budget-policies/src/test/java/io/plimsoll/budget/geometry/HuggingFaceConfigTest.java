package io.plimsoll.budget.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class HuggingFaceConfigTest {

    /** 4 layers, 4 of 8 heads of 64: 1024 bytes a token and layer in bf16. */
    private static final String BASE =
            "num_hidden_layers: 4, num_attention_heads: 8, num_key_value_heads: 4, hidden_size: 512, ";

    private static final int BYTES_A_LAYER = 1024;

    @Test
    void takesEveryHeadForAKeyValueHeadUnlessTold() {
        assertThat(read("num_hidden_layers: 1, num_attention_heads: 8, hidden_size: 512")
                        .bytesPerToken())
                .isEqualTo(2 * BYTES_A_LAYER);
    }

    @Test
    void prefersAPublishedHeadSizeToTheQuotient() {
        assertThat(read(BASE + "head_dim: 128").bytesPerToken()).isEqualTo(4 * 2 * BYTES_A_LAYER);
    }

    @Test
    void countsValuesOfAnotherSize() {
        assertThat(read(BASE + "v_head_dim: 32").bytesPerToken()).isEqualTo(4 * (4 * 64 + 4 * 32) * 2);
    }

    @Test
    void looksIntoTheTextPartOfAMultimodalModel() {
        assertThat(read("text_config: {" + BASE + "}, num_hidden_layers: 99").bytesPerToken())
                .isEqualTo(4 * BYTES_A_LAYER);
    }

    @Test
    void readsALatentWithItsRopePart() {
        assertThat(read(BASE + "kv_lora_rank: 512, qk_rope_head_dim: 64").bytesPerToken())
                .isEqualTo(4 * 576 * 2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            layer_types: [full_attention, sliding_attention, full_attention, sliding_attention], sliding_window: 100 | 2
            sliding_window: 100, sliding_window_pattern: 2                                        | 2
            model_type: gemma3, sliding_window: 100                                               | 0
            sliding_window: 100                                                                   | 0
            sliding_window: null                                                                  | 4
            sliding_window: 100, use_sliding_window: false                                        | 4
            model_type: qwen2, sliding_window: 100                                                | 4
            sliding_window: 100, use_sliding_window: true, max_window_layers: 3                   | 3
            sliding_window: 100000                                                                | 4
            attention_chunk_size: 100                                                             | 1
            attention_chunk_size: 100, no_rope_layers: [1, 0, 1, 0]                               | 2
            num_kv_shared_layers: 3                                                               | 1
            full_attention_interval: 4, linear_num_value_heads: 1, linear_num_key_heads: 1, linear_key_head_dim: 1, linear_value_head_dim: 1, linear_conv_kernel_dim: 2 | 1
            """)
    void tellsGrowingLayersFromBoundedOnes(String keys, int growingLayers) {
        assertThat(read(BASE + keys).bytesPerToken()).isEqualTo((long) growingLayers * BYTES_A_LAYER);
    }

    @Test
    void givesGemma4FullLayersTheirOwnHeads() {
        var geometry = read(BASE + "sliding_window: 100, sliding_window_pattern: 4, global_head_dim: 512,"
                + " num_global_key_value_heads: 1");

        assertThat(geometry.bytesPerToken()).isEqualTo(512 * 2 * 2);
        assertThat(geometry.fixedBytesPerSequence()).isEqualTo(3 * 100 * BYTES_A_LAYER);
    }

    @Test
    void readsJambasPeriod() {
        var geometry = read(BASE + "attn_layer_period: 4, attn_layer_offset: 2, mamba_expand: 2, mamba_d_state: 16,"
                + " mamba_d_conv: 4");

        assertThat(geometry.bytesPerToken()).isEqualTo(BYTES_A_LAYER);
        assertThat(geometry.fixedBytesPerSequence()).isEqualTo(3 * (1024 * 16 * 2 + 1024 * 3 * 2));
    }

    @Test
    void readsNemotronsPattern() {
        var geometry = read(BASE + "hybrid_override_pattern: 'M-*M', mamba_num_heads: 8, mamba_head_dim: 64,"
                + " ssm_state_size: 128, n_groups: 2, conv_kernel: 4, mamba_ssm_cache_dtype: float32");

        assertThat(geometry.bytesPerToken()).isEqualTo(BYTES_A_LAYER);
        assertThat(geometry.fixedBytesPerSequence()).isEqualTo(2 * (8 * 64 * 128 * 4 + (8 * 64 + 2 * 2 * 128) * 3 * 2));
    }

    @Test
    void derivesMambaHeadsThatTheFileLeavesOpen() {
        var geometry =
                read(BASE + "layer_types: [mamba, mamba, mamba, attention], mamba_n_heads: 8, mamba_d_head: auto,"
                        + " mamba_expand: 2, mamba_d_state: 128, mamba_d_conv: 4");

        assertThat(geometry.fixedBytesPerSequence()).isEqualTo(3 * (1024 * 128 * 2 + (1024 + 256) * 3 * 2));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            torch_dtype: float16                                                | FP16
            dtype: bfloat16                                                     | BF16
            torch_dtype: float32                                                | BF16
            quantization_config: {kv_cache_scheme: {num_bits: 8, type: float}}  | FP8
            quantization_config: {kv_cache_scheme: {num_bits: 4, type: float}}  | NVFP4
            quantization_config: {kv_cache_quant_algo: FP8}                     | FP8
            quantization_config: {quant_method: awq}, torch_dtype: float16      | FP16
            """)
    void followsTheCheckpointsDtype(String keys, KvDtype dtype) {
        assertThat(read(BASE + keys).layout().effectiveDtype()).isEqualTo(dtype);
    }

    @Test
    void letsTheEnginesFlagWinOverTheCheckpoint() {
        var layout = KvLayout.usual(32_768).withDtype(KvDtype.FP8);

        assertThat(read(BASE + "torch_dtype: bfloat16", layout).bytesPerToken()).isEqualTo(4 * BYTES_A_LAYER / 2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            num_attention_heads: 8 | config.json: num_hidden_layers: missing (expected: integer >= 1)
            num_hidden_layers: 0 | config.json: num_hidden_layers: 0 (expected: integer >= 1)
            num_hidden_layers: many | config.json: num_hidden_layers: "many" (expected: integer >= 1)
            text_config: {num_hidden_layers: 2} | config.json: text_config.num_attention_heads: missing (expected: integer >= 1)
            num_hidden_layers: 2, layer_types: [full_attention] | config.json: layer_types: 1 entries (expected: num_hidden_layers = 2)
            num_hidden_layers: 1, hybrid_override_pattern: X | config.json: hybrid_override_pattern: 'X' (expected: only *, M, - and E)
            num_hidden_layers: 1, num_kv_shared_layers: 1 | config.json: num_kv_shared_layers: 1 (expected: less than num_hidden_layers)
            num_hidden_layers: 1, layer_types: [sliding_attention] | config.json: sliding_window: missing (expected: integer >= 1)
            num_hidden_layers: 1, layer_types: 7 | config.json: layer_types: 7 (expected: array)
            """)
    void namesTheKeyThatIsWrong(String keys, String message) {
        assertThatThrownBy(() -> read(keys))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void namesALayerTypeThatItDoesNotKnow() {
        assertThatThrownBy(() -> read("num_hidden_layers: 1, layer_types: [telepathy]"))
                .hasMessageStartingWith("config.json: layer_types: 'telepathy' (expected: one of full_attention, ");
    }

    @Test
    void refusesAFileThatIsNoObject() {
        assertThatThrownBy(() -> HuggingFaceConfig.read(JsonMapper.shared().readTree("[]"), KvLayout.usual(1)))
                .hasMessage("config.json: ARRAY (expected: a JSON object)");
    }

    private static KvGeometry read(String keys) {
        return read(keys, KvLayout.usual(32_768));
    }

    private static KvGeometry read(String keys, KvLayout layout) {
        return HuggingFaceConfig.read(FlowYaml.object(keys), layout);
    }
}
