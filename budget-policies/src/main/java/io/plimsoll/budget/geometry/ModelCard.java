package io.plimsoll.budget.geometry;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What is known about a model without asking anyone.
 *
 * @param names the names it is published under, without organisation; the first is its usual one
 * @param contextTokens the longest sequence that the model was made for
 * @param config the keys of its {@code config.json} that decide its geometry
 */
public record ModelCard(List<String> names, int contextTokens, JsonNode config) {

    public ModelCard {
        names = List.copyOf(names);
        if (names.isEmpty() || contextTokens < 1) {
            throw new IllegalArgumentException(
                    "model card %s: contextTokens: %d (expected: a name, and >= 1)".formatted(names, contextTokens));
        }
    }

    /** The model in an engine's layout. */
    public KvGeometry geometry(KvLayout layout) {
        return HuggingFaceConfig.read(config, layout);
    }

    /** What the model computes for a token. */
    public ModelWork work() {
        return ModelWork.read(config);
    }
}
