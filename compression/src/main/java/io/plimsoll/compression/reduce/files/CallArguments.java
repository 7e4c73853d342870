package io.plimsoll.compression.reduce.files;

import io.plimsoll.compression.reduce.ToolText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** What a call was made with, whether or not it is JSON. Immutable. */
final class CallArguments {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ToolText call;
    private final JsonNode node;

    private CallArguments(ToolText call, JsonNode node) {
        this.call = call;
        this.node = node;
    }

    /** Arguments that are no JSON object have no names; their text is all there is. */
    static CallArguments of(ToolText call) {
        try {
            JsonNode parsed = JSON.readTree(call.arguments());
            return new CallArguments(call, parsed != null && parsed.isObject() ? parsed : none());
        } catch (JacksonException notJson) {
            return new CallArguments(call, none());
        }
    }

    private static JsonNode none() {
        return JsonNodeFactory.instance.objectNode();
    }

    ToolText call() {
        return call;
    }

    JsonNode node() {
        return node;
    }

    boolean hasNames() {
        return !node.isEmpty();
    }

    /** The first of {@code names} that holds text. */
    Optional<String> text(List<String> names) {
        for (String name : names) {
            JsonNode value = node.path(name);
            if (value.isString() && !value.asString().isBlank()) {
                return Optional.of(value.asString());
            }
        }
        return Optional.empty();
    }

    /** The first of {@code names} that holds a whole number. */
    OptionalInt number(List<String> names) {
        for (String name : names) {
            JsonNode value = node.path(name);
            if (value.isIntegralNumber() && value.canConvertToInt()) {
                return OptionalInt.of(value.asInt());
            }
        }
        return OptionalInt.empty();
    }

    /** The texts of a list; empty where there is none under that name. */
    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        for (JsonNode value : node.path(name)) {
            if (value.isString()) {
                texts.add(value.asString());
            }
        }
        return texts;
    }
}
