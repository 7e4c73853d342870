package io.plimsoll.budget.geometry;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;

/**
 * Typed access to one object of a {@code config.json}. A JSON null counts as absent, as in the Transformers library.
 *
 * @param path of the object from the file's root, with a dot at its end; empty for the root
 */
record ConfigFile(JsonNode node, String path) {

    /** The part about the language model: {@code text_config} of a multimodal model, else the whole file. */
    static ConfigFile languageModel(JsonNode root) {
        if (!root.isObject()) {
            throw new IllegalArgumentException(
                    "config.json: %s (expected: a JSON object)".formatted(root.getNodeType()));
        }
        var text = root.path("text_config");
        return text.isObject() ? new ConfigFile(text, "text_config.") : new ConfigFile(root, "");
    }

    boolean has(String key) {
        return node.hasNonNull(key);
    }

    int positive(String key) {
        return integer(key, 1).orElseThrow(() -> problem(key, "missing", "integer >= 1"));
    }

    int positive(String key, int fallback) {
        return integer(key, 1).orElse(fallback);
    }

    int notNegative(String key, int fallback) {
        return integer(key, 0).orElse(fallback);
    }

    /** The first of several spellings that the file has. */
    int positiveOf(List<String> keys) {
        return optionalOf(keys).orElseThrow(() -> problem(keys.getFirst(), "missing", "integer >= 1"));
    }

    OptionalInt optionalOf(List<String> keys) {
        return keys.stream()
                .filter(this::has)
                .findFirst()
                .map(key -> integer(key, 1))
                .orElse(OptionalInt.empty());
    }

    boolean flag(String key, boolean fallback) {
        return has(key) ? node.get(key).asBoolean(fallback) : fallback;
    }

    Optional<String> text(String key) {
        return has(key) && node.get(key).isString() ? Optional.of(node.get(key).stringValue()) : Optional.empty();
    }

    /** The elements of an array of strings; empty if the key is absent. */
    List<String> texts(String key) {
        if (!has(key)) {
            return List.of();
        }
        return elements(key).stream()
                .map(element -> {
                    if (!element.isString()) {
                        throw problem(key, element.toString(), "array of strings");
                    }
                    return element.stringValue();
                })
                .toList();
    }

    List<JsonNode> elements(String key) {
        if (!node.path(key).isArray()) {
            throw problem(key, node.path(key).toString(), "array");
        }
        return List.copyOf(node.get(key).values());
    }

    IllegalArgumentException problem(String key, String value, String rule) {
        return new IllegalArgumentException("config.json: %s%s: %s (expected: %s)".formatted(path, key, value, rule));
    }

    private OptionalInt integer(String key, int minimum) {
        if (!has(key)) {
            return OptionalInt.empty();
        }
        var value = node.get(key);
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < minimum) {
            throw problem(key, value.toString(), "integer >= " + minimum);
        }
        return OptionalInt.of(value.intValue());
    }
}
