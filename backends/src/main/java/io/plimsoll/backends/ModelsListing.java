package io.plimsoll.backends;

import io.plimsoll.backends.engine.ServedModel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.OptionalInt;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The models of a fleet, each once, with the window under every name that clients look for: self-hosted models are in no
 * client's own table, and a client that assumes too large a window never compacts.
 *
 * @param models in the order of the backends
 */
public record ModelsListing(List<Model> models) {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** vLLM's, OpenRouter's and LiteLLM's word for it. */
    private static final List<String> WINDOW_FIELDS = List.of("max_model_len", "context_length", "max_input_tokens");

    public ModelsListing {
        models = List.copyOf(models);
    }

    /**
     * One model.
     *
     * @param id the name to ask for
     * @param windowTokens what a session may grow to; empty where nobody knows
     * @param json the first backend's own entry with that window, as a JSON object
     */
    public record Model(String id, OptionalInt windowTokens, String json) {}

    static ModelsListing of(List<BackendStatus> backends, BudgetedWindow budgeted) {
        var merged = new LinkedHashMap<String, ServedModel>();
        backends.stream()
                .flatMap(backend -> backend.models().stream())
                .forEach(model -> merged.merge(model.id(), model, ModelsListing::withSmallerWindow));
        return new ModelsListing(
                merged.values().stream().map(model -> entry(model, budgeted)).toList());
    }

    /** The body of an answer to {@code GET /v1/models}. */
    public String json() {
        var list = JSON.createObjectNode().put("object", "list");
        var data = list.putArray("data");
        models.forEach(model -> data.add(JSON.readTree(model.json())));
        return list.toString();
    }

    private static ServedModel withSmallerWindow(ServedModel first, ServedModel other) {
        var a = first.windowTokens();
        var b = other.windowTokens();
        if (b == null || (a != null && a <= b)) {
            return first;
        }
        return new ServedModel(first.id(), b, first.aliases(), first.root(), first.json());
    }

    private static Model entry(ServedModel model, BudgetedWindow budgeted) {
        var own = model.windowTokens();
        var window = budgeted.windowTokens(model.id(), own == null ? OptionalInt.empty() : OptionalInt.of(own));
        var json = (ObjectNode) JSON.readTree(model.json());
        boolean raised = window.isPresent() && own != null && own < window.getAsInt();
        window.ifPresent(tokens -> WINDOW_FIELDS.forEach(field -> {
            if (raised) {
                json.put(field, tokens);
            } else {
                limit(json, field, tokens);
            }
        }));
        return new Model(model.id(), window, json.toString());
    }

    /** Adds the field where it is missing and lowers it where it promises more. */
    private static void limit(ObjectNode json, String field, int tokens) {
        var own = json.path(field);
        if (!own.isNumber() || own.asLong(Long.MAX_VALUE) > tokens) {
            json.put(field, tokens);
        }
    }
}
