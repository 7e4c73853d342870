package io.plimsoll.budget.geometry;

import java.util.List;

/** Reads the state of a hybrid model's recurrent layers. */
final class RecurrentLayers {

    private static final int FLOAT32_BYTES = 4;
    private static final int FLOAT16_BYTES = 2;

    private RecurrentLayers() {}

    static RecurrentState read(ConfigFile config) {
        if (config.has("linear_num_value_heads")) {
            return gatedDelta(config);
        }
        return config.has("mamba_num_heads") || config.has("mamba_n_heads") ? mamba2(config) : mamba(config);
    }

    /** Gated delta nets (Qwen3-Next, Qwen3.5): a matrix of key by value size for each value head. */
    private static RecurrentState gatedDelta(ConfigFile config) {
        var keyHeads = config.positive("linear_num_key_heads");
        var keyElements = config.positive("linear_key_head_dim");
        var valueHeads = config.positive("linear_num_value_heads");
        var valueElements = config.positive("linear_value_head_dim");
        return RecurrentState.of(
                (long) valueHeads * valueElements * keyElements,
                stateElementBytes(config, FLOAT32_BYTES),
                2L * keyHeads * keyElements + (long) valueHeads * valueElements,
                config.positive("linear_conv_kernel_dim"));
    }

    /** Mamba-2 (Nemotron-H, Bamba, Granite 4): heads with a state each, groups that share their projections. */
    private static RecurrentState mamba2(ConfigFile config) {
        var heads = config.positiveOf(List.of("mamba_num_heads", "mamba_n_heads"));
        var headElements = config.text("mamba_d_head").isPresent()
                ? innerElements(config) / heads // Granite writes "auto".
                : config.positiveOf(List.of("mamba_head_dim", "mamba_d_head"));
        var stateElements = config.positiveOf(List.of("ssm_state_size", "mamba_d_state"));
        var groups = config.optionalOf(List.of("n_groups", "mamba_n_groups")).orElse(1);
        var inner = (long) heads * headElements;
        return RecurrentState.of(
                inner * stateElements,
                stateElementBytes(config, FLOAT16_BYTES),
                inner + 2L * groups * stateElements,
                config.positiveOf(List.of("conv_kernel", "mamba_d_conv")));
    }

    /** Mamba-1 (Jamba): one state vector for each inner channel. */
    private static RecurrentState mamba(ConfigFile config) {
        var inner = innerElements(config);
        return RecurrentState.of(
                (long) inner * config.positiveOf(List.of("mamba_d_state", "ssm_state_size")),
                stateElementBytes(config, FLOAT16_BYTES),
                inner,
                config.positiveOf(List.of("mamba_d_conv", "conv_kernel")));
    }

    private static int innerElements(ConfigFile config) {
        return config.positiveOf(List.of("mamba_expand", "expand")) * config.positive("hidden_size");
    }

    private static int stateElementBytes(ConfigFile config, int usual) {
        return config.text("mamba_ssm_dtype")
                .or(() -> config.text("mamba_ssm_cache_dtype"))
                .map(name -> switch (name) {
                    case "float32" -> FLOAT32_BYTES;
                    case "float16", "bfloat16" -> FLOAT16_BYTES;
                    case "auto" -> usual;
                    default ->
                        throw config.problem("mamba_ssm_dtype", "'" + name + "'", "float32, float16, bfloat16 or auto");
                })
                .orElse(usual);
    }
}
