package io.plimsoll.budget.geometry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/**
 * A table of common models, for backends that cannot tell their geometry and models whose files are not at hand.
 * Immutable.
 *
 * <p>Names match as people write them: the organisation, letter case, and words that say nothing about geometry
 * ({@code Instruct}, {@code FP8}, {@code AWQ}, a month such as {@code 2507}) are left aside. All other words must agree, so
 * that {@code DeepSeek-R1-Distill-Qwen-7B} is not taken for {@code DeepSeek-R1}. A name tells how weights are stored and
 * never how the cache is: the dtype comes from the layout.
 */
public final class ModelCards {

    private static final String RESOURCE = "model-cards.json";

    private static final Pattern SEPARATOR = Pattern.compile("[-_ :]+");

    private static final Pattern BESIDE_GEOMETRY = Pattern.compile(
            "meta|instruct|chat|it|base|hf|thinking|preview|reasoning|dynamic|quantized.*|bnb|unsloth|mlx|kv|block"
                    + "|fp8|fp4|fp16|bf16|nvfp4|mxfp4|awq|gptq|marlin|gguf|exl2|int[48]|[48]bit|w\\d+a\\d+|q\\d(_.*)?|k|m|s"
                    + "|\\d{4}");

    private final List<ModelCard> cards;
    private final Map<String, ModelCard> byName;

    private ModelCards(List<ModelCard> cards) {
        this.cards = List.copyOf(cards);
        this.byName = new HashMap<>();
        for (var card : cards) {
            for (var name : card.names()) {
                if (byName.putIfAbsent(plain(name), card) != null) {
                    throw new IllegalArgumentException("model cards: '%s' (expected: one card a name)".formatted(name));
                }
            }
        }
    }

    /** The table that comes with Plimsoll. */
    public static ModelCards builtIn() {
        try (var resource = ModelCards.class.getResourceAsStream(RESOURCE)) {
            if (resource == null) {
                throw new IllegalStateException(
                        RESOURCE + ": missing (expected: beside " + ModelCards.class.getName() + ")");
            }
            return new ModelCards(List.of(JsonMapper.shared().readValue(resource, ModelCard[].class)));
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    /** All cards, in the order of the table. */
    public List<ModelCard> all() {
        return cards;
    }

    /** The card of a model by the name that an engine serves it under, or by the path it was loaded from. */
    public Optional<ModelCard> find(String modelName) {
        return Optional.ofNullable(byName.get(plain(modelName)));
    }

    private static String plain(String name) {
        var withoutOrganisation = name.substring(name.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        return Arrays.stream(SEPARATOR.split(withoutOrganisation))
                .filter(word -> !BESIDE_GEOMETRY.matcher(word).matches())
                .collect(Collectors.joining("-"));
    }
}
