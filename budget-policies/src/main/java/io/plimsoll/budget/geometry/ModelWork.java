package io.plimsoll.budget.geometry;

import tools.jackson.databind.JsonNode;

/**
 * What a model computes for each token, beside the memory that the token takes: the weights that it passes through, and
 * the shape that prices attention to all tokens before it.
 *
 * @param activeParameters weights that a token is multiplied with, above 0; of a mixture of experts only those it is sent to
 * @param attentionLayers layers that attend to the whole context, at least 0
 * @param heads query heads of such a layer, at least 1
 * @param headElements elements of a head, at least 1
 */
public record ModelWork(double activeParameters, int attentionLayers, int heads, int headElements) {

    /** Of a plain transformer: Kaplan et al. 2020 (arXiv:2001.08361), table 1, without embeddings. */
    private static final int PLAIN_WEIGHTS = 12;

    public ModelWork {
        if (!(activeParameters > 0) || attentionLayers < 0 || heads < 1 || headElements < 1) {
            throw new IllegalArgumentException(
                    "model work: %s parameters, %d layers, %d heads of %d (expected: > 0, >= 0, >= 1, >= 1)"
                            .formatted(activeParameters, attentionLayers, heads, headElements));
        }
    }

    /**
     * Reads it from a model's {@code config.json}. Embeddings are left out: a prompt looks them up, and projects its last
     * token alone. Where the file does not say how wide the layers are, they are taken to be a plain transformer's.
     *
     * @throws IllegalArgumentException if a key that is needed is missing or makes no sense; the message names it
     */
    public static ModelWork read(JsonNode root) {
        var config = ConfigFile.languageModel(root);
        var heads = config.positive("num_attention_heads");
        var hidden = config.positive("hidden_size");
        var headElements = config.positive("head_dim", Math.max(1, hidden / heads));
        var full = LayerOrder.read(config).stream()
                .filter(kind -> kind == LayerKind.FULL)
                .count();
        var layers = config.positive("num_hidden_layers");
        return new ModelWork(
                layers * weightsOfLayer(config, hidden, heads, headElements),
                Math.toIntExact(full),
                heads,
                headElements);
    }

    private static double weightsOfLayer(ConfigFile config, double hidden, int heads, int headElements) {
        if (!config.has("intermediate_size") && !config.has("moe_intermediate_size")) {
            return PLAIN_WEIGHTS * hidden * hidden;
        }
        var keyValueHeads = config.positive("num_key_value_heads", heads);
        var attention = 2 * hidden * headElements * (heads + keyValueHeads);
        var experts = config.positive("num_experts_per_tok", 1) + config.notNegative("n_shared_experts", 0);
        var width = config.positive("moe_intermediate_size", config.positive("intermediate_size", 1));
        return attention + 3 * hidden * width * experts;
    }
}
