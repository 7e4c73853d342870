package io.plimsoll.gateway.pipeline;

import io.plimsoll.backends.ModelsListing.Model;
import io.plimsoll.budget.config.Tokens;
import io.plimsoll.gateway.http.ExchangePlan;
import io.plimsoll.gateway.surface.ClientError;
import io.plimsoll.gateway.surface.ErrorDialect;
import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code GET /v1/models} and {@code GET /v1/models/{id}}: what all backends serve, in the shape that the client reads. The
 * window is what the policy wants clients to plan by, else the backends' own, and never the policy's cap: a client that
 * compacts at the cap would throw away what the gateway archives and brings back. Thread-safe.
 */
public final class ModelsPage {

    private static final String PATH = "/v1/models";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Fleet fleet;
    private final Supplier<LivePolicy> policy;

    public ModelsPage(Fleet fleet, Supplier<LivePolicy> policy) {
        this.fleet = fleet;
        this.policy = policy;
    }

    /** Whether a {@code GET} of this path is answered here. */
    public static boolean covers(String path) {
        return path.equals(PATH) || path.startsWith(PATH + "/");
    }

    /** The listing or one model of it; in Anthropic's shape for clients that send {@code anthropic-version}. */
    public ExchangePlan.Answer page(String path, MultiMap headers) {
        boolean anthropic = headers.contains("anthropic-version");
        LivePolicy now = policy.get();
        String tenant = now.tenants().of(headers).name();
        var listing = fleet.backends().modelsListing((model, window) -> told(now, model, tenant, window));
        if (path.equals(PATH)) {
            return json(anthropic ? anthropic(listing.models()).toString() : listing.json());
        }
        String id = path.substring(PATH.length() + 1);
        return listing.models().stream()
                .filter(model -> model.id().equals(id))
                .findFirst()
                .map(model -> json(anthropic ? entry(model).toString() : model.json()))
                .orElseGet(() -> unknown(id, anthropic ? ErrorDialect.ANTHROPIC : ErrorDialect.OPENAI));
    }

    private static OptionalInt told(LivePolicy now, String model, String tenant, OptionalInt window) {
        Tokens told = now.file().policyFor(model, tenant).effectiveContext().clientWindow();
        return told == null ? window : OptionalInt.of((int) Math.min(told.count(), Integer.MAX_VALUE));
    }

    private static ExchangePlan.Answer unknown(String id, ErrorDialect dialect) {
        return Answers.of(
                dialect.answer(
                        ClientError.MODEL_NOT_FOUND,
                        "The model '" + id + "' does not exist: no backend serves it (GET /v1/models lists those that"
                                + " are served)",
                        "model"),
                List.of());
    }

    private static ExchangePlan.Answer json(String body) {
        return new ExchangePlan.Answer(
                200, List.of(Map.entry("content-type", "application/json")), body.getBytes(StandardCharsets.UTF_8));
    }

    private static ObjectNode anthropic(List<Model> models) {
        var page = JSON.createObjectNode();
        ArrayNode data = page.putArray("data");
        models.forEach(model -> data.add(entry(model)));
        return page.put("has_more", false)
                .put("first_id", models.isEmpty() ? null : models.getFirst().id())
                .put("last_id", models.isEmpty() ? null : models.getLast().id());
    }

    private static ObjectNode entry(Model model) {
        ObjectNode entry = JSON.createObjectNode()
                .put("type", "model")
                .put("id", model.id())
                .put("display_name", model.id())
                .put("created_at", "1970-01-01T00:00:00Z")
                .put("lifecycle", "active");
        model.windowTokens().ifPresent(tokens -> entry.put("max_input_tokens", tokens));
        return entry;
    }
}
