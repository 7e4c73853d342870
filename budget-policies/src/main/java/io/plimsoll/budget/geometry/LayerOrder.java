package io.plimsoll.budget.geometry;

import java.util.Collections;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * The kind of each layer, in order. Model families say it in different ways; the most explicit one wins: a list of names,
 * then a pattern, then a period, then a window that holds for all layers.
 */
final class LayerOrder {

    private static final int LLAMA4_NO_ROPE_INTERVAL = 4;

    private final ConfigFile config;
    private final int layers;

    private LayerOrder(ConfigFile config) {
        this.config = config;
        this.layers = config.positive("num_hidden_layers");
    }

    /** Kinds of the layers that own memory; layers that read an earlier one's cache are left out. */
    static List<LayerKind> read(ConfigFile config) {
        var order = new LayerOrder(config);
        var shared = config.notNegative("num_kv_shared_layers", 0);
        if (shared >= order.layers) {
            throw config.problem("num_kv_shared_layers", Integer.toString(shared), "less than num_hidden_layers");
        }
        return order.kinds().subList(0, order.layers - shared);
    }

    private List<LayerKind> kinds() {
        for (var key : List.of("layer_types", "layers_block_type")) {
            if (config.has(key)) {
                return named(key);
            }
        }
        if (config.has("hybrid_override_pattern")) {
            return pattern();
        }
        if (config.has("attn_layer_period")) {
            var period = config.positive("attn_layer_period");
            var offset = config.notNegative("attn_layer_offset", 0);
            return mixed(layer -> layer % period == offset, LayerKind.RECURRENT);
        }
        if (config.has("full_attention_interval")) {
            return everyNth(config.positive("full_attention_interval"), LayerKind.RECURRENT);
        }
        if (config.has("attention_chunk_size")) {
            return chunked();
        }
        return windowed();
    }

    private List<LayerKind> named(String key) {
        var names = config.texts(key);
        if (names.size() != layers) {
            throw config.problem(key, names.size() + " entries", "num_hidden_layers = " + layers);
        }
        return names.stream()
                .map(name -> LayerKind.find(name)
                        .orElseThrow(() -> config.problem(key, "'" + name + "'", "one of " + LayerKind.allNames())))
                .toList();
    }

    /** Nemotron-H: one character a layer. */
    private List<LayerKind> pattern() {
        var key = "hybrid_override_pattern";
        var pattern = config.text(key).orElseThrow(() -> config.problem(key, "not a string", "a string"));
        if (pattern.length() != layers) {
            throw config.problem(key, pattern.length() + " characters", "num_hidden_layers = " + layers);
        }
        return pattern.chars()
                .mapToObj(character -> switch (character) {
                    case '*' -> LayerKind.FULL;
                    case 'M' -> LayerKind.RECURRENT;
                    case '-', 'E' -> LayerKind.STATELESS;
                    default -> throw config.problem(key, "'" + (char) character + "'", "only *, M, - and E");
                })
                .toList();
    }

    /** Llama-4: a layer without rotary positions sees everything, the others see their chunk. */
    private List<LayerKind> chunked() {
        if (!config.has("no_rope_layers") || config.elements("no_rope_layers").isEmpty()) {
            return everyNth(config.positive("no_rope_layer_interval", LLAMA4_NO_ROPE_INTERVAL), LayerKind.CHUNKED);
        }
        var rotary = config.elements("no_rope_layers");
        if (rotary.size() != layers) {
            throw config.problem("no_rope_layers", rotary.size() + " entries", "num_hidden_layers = " + layers);
        }
        return mixed(layer -> rotary.get(layer).asInt() == 0, LayerKind.CHUNKED);
    }

    private List<LayerKind> windowed() {
        if (!config.has("sliding_window")) {
            return Collections.nCopies(layers, LayerKind.FULL);
        }
        var family = config.text("model_type").orElse("");
        var pattern = config.positive("sliding_window_pattern", usualPattern(family));
        if (pattern > 1) {
            return everyNth(pattern, LayerKind.SLIDING);
        }
        // Qwen publishes a window that its models do not use unless told to; Mistral's has no such switch.
        if (!config.flag("use_sliding_window", !family.startsWith("qwen"))) {
            return Collections.nCopies(layers, LayerKind.FULL);
        }
        var fullLayers = config.notNegative("max_window_layers", 0);
        return mixed(layer -> layer < fullLayers, LayerKind.SLIDING);
    }

    /** Every how many layers one is full, for families whose files leave it out; 1 where all layers are alike. */
    private static int usualPattern(String modelType) {
        return switch (modelType) {
            case "gemma2" -> 2;
            case "gemma3n", "gemma3n_text" -> 5;
            case "gemma3", "gemma3_text", "gemma4", "gemma4_text" -> 6;
            default -> 1;
        };
    }

    private List<LayerKind> everyNth(int interval, LayerKind others) {
        return mixed(layer -> (layer + 1) % interval == 0, others);
    }

    private List<LayerKind> mixed(IntPredicate full, LayerKind others) {
        return IntStream.range(0, layers)
                .mapToObj(layer -> full.test(layer) ? LayerKind.FULL : others)
                .toList();
    }
}
