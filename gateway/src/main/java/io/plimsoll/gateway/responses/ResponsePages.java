package io.plimsoll.gateway.responses;

import io.plimsoll.gateway.http.ExchangePlan;
import io.plimsoll.gateway.surface.ClientError;
import io.plimsoll.gateway.surface.ErrorDialect;
import io.plimsoll.gateway.surface.Json;
import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Kept responses by their id: shown, deleted, listed by their input. Thread-safe.
 *
 * <pre>
 *   GET    /v1/responses/{id}
 *   DELETE /v1/responses/{id}
 *   GET    /v1/responses/{id}/input_items
 *   POST   /v1/responses/{id}/cancel        always refused: only background answers can be cancelled
 * </pre>
 */
public final class ResponsePages {

    private static final String PREFIX = "/v1/responses/";

    private final ResponseStore store;

    public ResponsePages(ResponseStore store) {
        this.store = store;
    }

    /** Whether a request is for one of these pages. */
    public static boolean cover(HttpMethod method, String path) {
        return Address.of(method, path).isPresent();
    }

    /**
     * The page that was asked for, or why it is not shown.
     *
     * @param target path and query of a request that {@link #cover} holds for
     */
    public ExchangePlan.Answer page(HttpMethod method, String target, String tenant) {
        var query = new ItemsQuery.Parameters(target);
        Address address = Address.of(method, query.path())
                .orElseThrow(() -> new IllegalArgumentException("no page of responses: " + target));
        Optional<StoredResponse> found = store.find(tenant, address.id());
        if (found.isEmpty()) {
            return error(ClientError.NOT_FOUND, "Response with id '" + address.id() + "' not found", null);
        }
        return switch (address.action()) {
            case SHOW -> shown(found.get(), query);
            case DELETE -> deleted(tenant, address.id());
            case LIST_INPUT -> listed(tenant, found.get(), query);
            case CANCEL ->
                error(
                        ClientError.BAD_REQUEST,
                        "Response '" + address.id()
                                + "' cannot be cancelled: only background responses can be, and none is"
                                + " made here; a client that disconnects cancels its request",
                        null);
        };
    }

    private static ExchangePlan.Answer shown(StoredResponse response, ItemsQuery.Parameters query) {
        if (query.value("stream").filter("true"::equals).isPresent()) {
            return error(
                    ClientError.BAD_REQUEST, "stream: true (expected: false, as a kept response is whole)", "stream");
        }
        ObjectNode document = (ObjectNode) Json.MAPPER.readTree(response.document());
        document.put("previous_response_id", response.previous());
        return json(document);
    }

    private ExchangePlan.Answer deleted(String tenant, String id) {
        store.delete(tenant, id);
        return json(Json.MAPPER
                .createObjectNode()
                .put("id", id)
                .put("object", "response")
                .put("deleted", true));
    }

    /** Where an earlier response of the chain is gone, its items are too. */
    private ExchangePlan.Answer listed(String tenant, StoredResponse response, ItemsQuery.Parameters query) {
        byte[] span = store.input(tenant, response).orElse(response.input());
        try {
            return json(ItemsQuery.of(query).page(items(span)));
        } catch (ItemsQuery.WrongParameterException wrong) {
            return error(ClientError.BAD_REQUEST, String.valueOf(wrong.getMessage()), wrong.parameter());
        }
    }

    /** As the API lists them: each with an id and a type, messages with a list of parts. */
    private static List<ObjectNode> items(byte[] span) {
        var items = new ArrayList<ObjectNode>();
        for (JsonNode item : ItemSpan.items(span)) {
            var listed = Json.MAPPER.createObjectNode();
            listed.put("id", item.path("id").asString("item_" + items.size()));
            listed.put("type", "message");
            listed.setAll((ObjectNode) item);
            JsonNode content = listed.path("content");
            if (content.isString()) {
                boolean models = listed.path("role").asString("").equals("assistant");
                listed.putArray("content")
                        .addObject()
                        .put("type", models ? "output_text" : "input_text")
                        .put("text", content.asString());
            }
            items.add(listed);
        }
        return items;
    }

    private static ExchangePlan.Answer json(JsonNode body) {
        return new ExchangePlan.Answer(
                200, List.of(Map.entry("content-type", "application/json")), Json.MAPPER.writeValueAsBytes(body));
    }

    static ExchangePlan.Answer error(ClientError error, String message, @Nullable String param) {
        var answer = ErrorDialect.OPENAI.answer(error, message, param);
        var headers = new ArrayList<>(List.of(Map.entry("content-type", "application/json")));
        headers.addAll(answer.headers().entrySet());
        return new ExchangePlan.Answer(answer.status(), headers, answer.body());
    }

    private enum Action {
        SHOW,
        DELETE,
        LIST_INPUT,
        CANCEL
    }

    /** A path taken apart. */
    private record Address(String id, Action action) {

        static Optional<Address> of(HttpMethod method, String path) {
            if (!path.startsWith(PREFIX)) {
                return Optional.empty();
            }
            String[] parts = path.substring(PREFIX.length()).split("/", -1);
            String rest = parts.length == 2 ? parts[1] : "";
            Action action = switch (method.name() + " " + parts.length + rest) {
                case "GET 1" -> Action.SHOW;
                case "DELETE 1" -> Action.DELETE;
                case "GET 2input_items" -> Action.LIST_INPUT;
                case "POST 2cancel" -> Action.CANCEL;
                default -> null;
            };
            return action == null || parts[0].isEmpty() ? Optional.empty() : Optional.of(new Address(parts[0], action));
        }
    }
}
