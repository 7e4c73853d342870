package io.plimsoll.gateway.replay;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The tools that a recording must have had. Agents send definitions with every request, but their logs often leave them
 * out; a gateway that sees none takes the client for a plain chat.
 */
public final class CalledTools {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private CalledTools() {}

    /** A definition for each tool that the messages call, with the arguments that they give it, in order of appearance. */
    public static List<JsonNode> in(List<ObjectNode> messages) {
        Map<String, Set<String>> arguments = new LinkedHashMap<>();
        for (ObjectNode message : messages) {
            for (JsonNode call : message.path("tool_calls")) {
                JsonNode function = call.path("function");
                arguments
                        .computeIfAbsent(function.path("name").asString(""), name -> new LinkedHashSet<>())
                        .addAll(names(function.path("arguments").asString("")));
            }
        }
        return arguments.entrySet().stream()
                .<JsonNode>map(tool -> definition(tool.getKey(), tool.getValue()))
                .toList();
    }

    private static Set<String> names(String arguments) {
        try {
            return new LinkedHashSet<>(JSON.readTree(arguments).propertyNames());
        } catch (JacksonException broken) {
            return Set.of();
        }
    }

    private static ObjectNode definition(String name, Set<String> arguments) {
        ObjectNode definition = JSON.createObjectNode().put("type", "function");
        ObjectNode parameters = definition
                .putObject("function")
                .put("name", name)
                .putObject("parameters")
                .put("type", "object");
        ObjectNode properties = parameters.putObject("properties");
        arguments.forEach(properties::putObject);
        return definition;
    }
}
