package io.plimsoll.backends.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A request's JSON object, read leniently: what is absent or of another kind counts as not said. Immutable. */
final class RequestBody {

    static final JsonMapper JSON = JsonMapper.builder().build();

    private final ObjectNode fields;

    private RequestBody(ObjectNode fields) {
        this.fields = fields;
    }

    static RequestBody parse(byte[] body) {
        try {
            if (JSON.readTree(body) instanceof ObjectNode fields) {
                return new RequestBody(fields);
            }
            throw RefusedException.badJson(0);
        } catch (JacksonException e) {
            var location = e.getLocation();
            throw RefusedException.badJson(location == null ? 0 : Math.max(0, location.getByteOffset()));
        }
    }

    JsonNode at(String field) {
        return fields.path(field);
    }

    JsonNode required(String field) {
        var value = fields.path(field);
        if (value.isMissingNode() || value.isNull()) {
            throw RefusedException.missing(field, fields.size());
        }
        return value;
    }

    String text(String field) {
        return text(fields.path(field));
    }

    boolean flag(String field) {
        return fields.path(field).asBoolean(false);
    }

    /** The first of {@code names} that holds a number. */
    OptionalInt count(String... names) {
        for (var name : names) {
            var value = fields.path(name);
            if (value.isIntegralNumber()) {
                int count = (int) Math.clamp(value.longValue(), Integer.MIN_VALUE, Integer.MAX_VALUE);
                if (count < 1) {
                    throw RefusedException.notPositive(name, count);
                }
                return OptionalInt.of(count);
            }
        }
        return OptionalInt.empty();
    }

    /** The text of {@code value}, empty if it is none. */
    static String text(JsonNode value) {
        return value.isString() ? value.stringValue() : "";
    }

    /** The text of content that is a text or a list of blocks: that of all blocks that have some, joined. */
    static String contentText(JsonNode content) {
        if (content.isString()) {
            return content.stringValue();
        }
        var text = new StringBuilder();
        for (var part : content) {
            text.append(text(part.path("text")));
        }
        return text.toString();
    }

    /** How many blocks of {@code content} hold an image. */
    static int images(JsonNode content) {
        int images = 0;
        for (var part : content) {
            var type = text(part.path("type"));
            images += type.equals("image") || type.equals("image_url") || type.equals("input_image") ? 1 : 0;
        }
        return images;
    }

    /** Tool definitions of a dialect that writes them flat, as chat completions write them. */
    static List<String> functions(JsonNode tools, String parametersField) {
        var functions = new ArrayList<String>();
        for (var tool : tools) {
            var function = JSON.createObjectNode();
            function.put("name", text(tool.path("name")));
            if (tool.has("description")) {
                function.set("description", tool.path("description"));
            }
            function.set(
                    "parameters",
                    tool.path(parametersField).isMissingNode() ? JSON.createObjectNode() : tool.path(parametersField));
            functions.add(JSON.createObjectNode()
                    .put("type", "function")
                    .set("function", function)
                    .toString());
        }
        return functions;
    }
}
