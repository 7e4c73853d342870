package io.plimsoll.backends.engine;

import io.plimsoll.backends.engine.EngineProbe.Answer;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The models list of the OpenAI API, which all engines have, with the extra fields that each adds. */
record ModelsPage(List<JsonNode> entries) {

    static Future<ModelsPage> of(EngineProbe http) {
        return http.get("/v1/models").map(ModelsPage::of);
    }

    static ModelsPage of(Answer answer) {
        var entries = new ArrayList<JsonNode>();
        var data = answer.requireOk().json().path("data");
        if (!data.isArray()) {
            throw new UnexpectedAnswerException(answer.path(), answer.status(), "a list of models");
        }
        data.forEach(entry -> {
            if (entry.isObject() && entry.path("id").isString()) {
                entries.add(entry);
            }
        });
        return new ModelsPage(entries);
    }

    boolean isOwnedBy(String owner) {
        return entries.stream()
                .anyMatch(entry -> owner.equals(entry.path("owned_by").asString("")));
    }

    /** The models, each with the window that {@code window} reads off its entry. */
    List<ServedModel> models(Function<JsonNode, @Nullable Integer> window) {
        return entries.stream()
                .map(entry -> new ServedModel(
                        entry.path("id").asString(),
                        window.apply(entry),
                        aliases(entry),
                        entry.path("root").isString() ? entry.path("root").asString() : null,
                        entry.toString()))
                .toList();
    }

    private static List<String> aliases(JsonNode entry) {
        var aliases = new ArrayList<String>();
        entry.path("aliases").forEach(alias -> {
            if (alias.isString()) {
                aliases.add(alias.asString());
            }
        });
        return aliases;
    }

    /** The first of these fields that holds a positive int; {@code null} for none. */
    static @Nullable Integer positiveInt(JsonNode object, String... fields) {
        for (var field : fields) {
            int value = object.path(field).asInt(0);
            if (value > 0) {
                return value;
            }
        }
        return null;
    }
}
