package io.plimsoll.gateway.pipeline;

import io.plimsoll.gateway.http.ExchangePlan;
import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/**
 * {@code GET /v1/models}: what all backends serve, in the shape that the client reads. The window is the backends' own, not
 * the policy's cap: a client that compacts at the cap would throw away what the gateway archives and brings back.
 * Thread-safe.
 */
public final class ModelsPage {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Fleet fleet;

    public ModelsPage(Fleet fleet) {
        this.fleet = fleet;
    }

    /** The listing; Anthropic's shape for clients that send {@code anthropic-version}. */
    public ExchangePlan.Answer page(MultiMap headers) {
        var listing = fleet.backends().modelsListing((model, window) -> window);
        String body = headers.contains("anthropic-version")
                ? anthropic(listing.models().stream().map(model -> model.id()).toList())
                : listing.json();
        return new ExchangePlan.Answer(
                200, List.of(Map.entry("content-type", "application/json")), body.getBytes(StandardCharsets.UTF_8));
    }

    private static String anthropic(List<String> ids) {
        var page = JSON.createObjectNode();
        ArrayNode data = page.putArray("data");
        for (String id : ids) {
            data.addObject()
                    .put("type", "model")
                    .put("id", id)
                    .put("display_name", id)
                    .put("created_at", "1970-01-01T00:00:00Z");
        }
        page.put("has_more", false)
                .put("first_id", ids.isEmpty() ? null : ids.getFirst())
                .put("last_id", ids.isEmpty() ? null : ids.getLast());
        return page.toString();
    }
}
