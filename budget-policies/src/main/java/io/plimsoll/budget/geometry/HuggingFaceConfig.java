package io.plimsoll.budget.geometry;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Reads a model's geometry from the {@code config.json} beside its weights on Hugging Face. Only the keys that change the
 * cost of a sequence are looked at.
 */
public final class HuggingFaceConfig {

    private final ConfigFile config;
    private final KvLayout layout;

    private HuggingFaceConfig(ConfigFile config, KvLayout layout) {
        this.config = config;
        this.layout = layout;
    }

    /**
     * The geometry of a model in an engine's layout. A dtype that the layout leaves open is taken from the file.
     *
     * @param root the whole file
     * @throws IllegalArgumentException if a key that is needed is missing or makes no sense; the message names it
     */
    public static KvGeometry read(JsonNode root, KvLayout layout) {
        var config = ConfigFile.languageModel(root);
        var resolved = layout.dtype() == null
                ? layout.withDtype(CheckpointDtype.of(root, config.node()).orElse(null))
                : layout;
        return new HuggingFaceConfig(config, resolved).geometry();
    }

    private KvGeometry geometry() {
        Map<LayerKind, Long> counts = LayerOrder.read(config).stream()
                .collect(Collectors.groupingBy(
                        Function.identity(), () -> new EnumMap<>(LayerKind.class), Collectors.counting()));
        var families = counts.entrySet().stream()
                .filter(entry -> entry.getKey() != LayerKind.STATELESS)
                .collect(Collectors.toMap(
                        entry -> family(entry.getKey()),
                        entry -> Math.toIntExact(entry.getValue()),
                        Integer::sum,
                        LinkedHashMap::new));
        return new KvGeometry(groups(families, GrowingLayer.class), groups(families, BoundedLayer.class), layout);
    }

    private static <F extends LayerFamily> List<LayerGroup<F>> groups(
            Map<LayerFamily, Integer> families, Class<F> type) {
        return families.entrySet().stream()
                .filter(entry -> type.isInstance(entry.getKey()))
                .map(entry -> new LayerGroup<>(entry.getValue(), type.cast(entry.getKey())))
                .toList();
    }

    private LayerFamily family(LayerKind kind) {
        return switch (kind) {
            case FULL -> fullAttention();
            case SLIDING -> windowed(config.positive("sliding_window"), SlidingWindowAttention::new);
            case CHUNKED -> windowed(config.positive("attention_chunk_size"), ChunkedLocalAttention::new);
            case RECURRENT -> RecurrentLayers.read(config);
            case STATELESS -> throw new AssertionError("stateless layers keep nothing");
        };
    }

    private GrowingLayer fullAttention() {
        if (config.has("kv_lora_rank")) {
            return new LatentAttention(
                    config.positive("kv_lora_rank"),
                    config.notNegative("qk_rope_head_dim", 0),
                    config.notNegative("index_head_dim", 0));
        }
        // Gemma-4 gives its full layers other heads than its windowed ones.
        if (config.has("global_head_dim")) {
            var elements = config.positive("global_head_dim");
            return new FullAttention(
                    config.positive("num_global_key_value_heads", keyValueHeads()), elements, elements);
        }
        return heads();
    }

    /** A window that no sequence outgrows saves nothing, so such a layer grows like any other. */
    private LayerFamily windowed(int windowTokens, WindowedFamily family) {
        return windowTokens >= layout.maxModelLength() ? heads() : family.of(heads(), windowTokens);
    }

    private FullAttention heads() {
        var keyValueHeads = keyValueHeads();
        var keyElements = headElements();
        return new FullAttention(keyValueHeads, keyElements, config.positive("v_head_dim", keyElements));
    }

    private int keyValueHeads() {
        return config.has("num_key_value_heads")
                ? config.positive("num_key_value_heads")
                : config.positive("num_attention_heads");
    }

    /** Published by many models with another value than the quotient, so the quotient is only the last resort. */
    private int headElements() {
        return config.optionalOf(List.of("head_dim", "attention_head_dim"))
                .orElseGet(() -> config.positive("hidden_size") / config.positive("num_attention_heads"));
    }

    private interface WindowedFamily {
        LayerFamily of(FullAttention heads, int windowTokens);
    }
}
