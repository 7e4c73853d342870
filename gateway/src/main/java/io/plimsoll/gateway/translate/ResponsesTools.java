package io.plimsoll.gateway.translate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The tools of a Responses request as chat completions know them: functions, all in one list. Not changed once read.
 *
 * <table>
 * <caption>What becomes of a tool</caption>
 * <tr><td>{@code function}</td><td>itself</td></tr>
 * <tr><td>{@code namespace}</td><td>its functions, named {@code namespace__function}</td></tr>
 * <tr><td>{@code custom}</td><td>a function with one string, {@code input}; a grammar is told in its description</td></tr>
 * <tr><td>see {@link HostedTools}</td><td>left out, or refused where nothing else is offered</td></tr>
 * <tr><td>any other</td><td>refused</td></tr>
 * </table>
 */
final class ResponsesTools {

    private static final String SEPARATOR = "__";
    private static final String INPUT = "input";
    private static final String INPUT_SCHEMA =
            "{\"type\":\"object\",\"properties\":{\"input\":{\"type\":\"string\"}},\"required\":[\"input\"]}";

    private final List<ChatTool> functions = new ArrayList<>();
    private final Map<String, Origin> origins = new HashMap<>();
    private @Nullable JsonValue leftOut;

    /** What kind of tool a function stands for. */
    enum Kind {
        FUNCTION,
        CUSTOM
    }

    /**
     * The tool that a function stands for.
     *
     * @param namespace what it belongs to, null for none
     */
    record Origin(Kind kind, @Nullable String namespace, String name) {}

    private ResponsesTools() {}

    /** @param tools the field of the request, null where it has none */
    static ResponsesTools read(@Nullable JsonValue tools) throws UntranslatableException {
        var read = new ResponsesTools();
        if (tools != null) {
            for (JsonValue tool : tools.elements()) {
                read.add(tool.fields(), null);
            }
        }
        if (read.functions.isEmpty() && read.leftOut != null) {
            throw read.leftOut.expected("function: an engine has no tools of its own");
        }
        return read;
    }

    /** The name of a function that stands for a call or a tool with these fields. */
    static JsonText functionName(JsonFields named) throws UntranslatableException {
        JsonValue namespace = named.get("namespace");
        return functionName(
                namespace == null ? null : namespace.text(),
                named.require("name").text());
    }

    /** The arguments with which the function of a custom tool is called. */
    static JsonText customArguments(JsonValue input) throws UntranslatableException {
        return JsonText.of("{\"" + INPUT + "\":" + input.text().quoted() + "}");
    }

    boolean isEmpty() {
        return functions.isEmpty();
    }

    String raw() {
        return functions.stream().map(ChatTool::raw).collect(Collectors.joining(",", "[", "]"));
    }

    /** The tool that a called function stands for; a function that was not offered stands for itself. */
    Origin origin(String function) {
        Origin origin = origins.get(function);
        return origin == null ? new Origin(Kind.FUNCTION, null, function) : origin;
    }

    private void add(JsonFields tool, @Nullable JsonValue namespace) throws UntranslatableException {
        JsonValue type = tool.require("type");
        switch (type.string()) {
            case "function" -> {
                JsonText name = remember(tool, namespace, Kind.FUNCTION);
                functions.add(new ChatTool(
                        name,
                        rawOrNull(tool, "description"),
                        rawOrNull(tool, "parameters"),
                        rawOrNull(tool, "strict")));
            }
            case "custom" -> {
                JsonText name = remember(tool, namespace, Kind.CUSTOM);
                functions.add(new ChatTool(name, customDescription(tool).quoted(), INPUT_SCHEMA, null));
            }
            case "namespace" -> {
                for (JsonValue inner : tool.require("tools").elements()) {
                    add(inner.fields(), tool.require("name"));
                }
            }
            default -> {
                if (!HostedTools.isOptional(type.string())) {
                    throw type.expected("function, custom or namespace: an engine has no tools of its own");
                }
                leftOut = type;
            }
        }
    }

    private JsonText remember(JsonFields tool, @Nullable JsonValue namespace, Kind kind)
            throws UntranslatableException {
        JsonValue name = tool.require("name");
        if (namespace == null) {
            origins.put(name.string(), new Origin(kind, null, name.string()));
            return name.text();
        }
        JsonText function = functionName(namespace.text(), name.text());
        origins.put(
                functionName(namespace.string(), name.string()), new Origin(kind, namespace.string(), name.string()));
        return function;
    }

    private static JsonText functionName(@Nullable JsonText namespace, JsonText name) {
        return namespace == null ? name : new JsonText(functionName(namespace.escaped(), name.escaped()));
    }

    private static String functionName(String namespace, String name) {
        return namespace.endsWith(SEPARATOR) ? namespace + name : namespace + SEPARATOR + name;
    }

    private static JsonText customDescription(JsonFields tool) throws UntranslatableException {
        List<JsonText> about = new ArrayList<>();
        JsonValue description = tool.get("description");
        if (description != null) {
            about.add(description.text());
        }
        JsonValue format = tool.get("format");
        JsonValue definition = format == null ? null : format.fields().get("definition");
        if (definition != null) {
            about.add(JsonText.of("The input has to follow this grammar:\n").then(definition.text()));
        }
        return JsonText.joined(about, "\n\n");
    }

    private static @Nullable String rawOrNull(JsonFields tool, String name) {
        JsonValue value = tool.get(name);
        return value == null ? null : value.raw();
    }
}
