package io.plimsoll.compression.reduce;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A tool call in a few words that an agent can act on: the tool and the argument that tells most. */
public final class CallName {

    /** The arguments that tell what a call was about, the most telling first. */
    private static final List<String> TELLING = List.of(
            "path",
            "file_path",
            "filePath",
            "file",
            "filename",
            "notebook_path",
            "command",
            "cmd",
            "script",
            "pattern",
            "query",
            "q",
            "url",
            "uri",
            "name",
            "id",
            "prompt",
            "description");

    private static final Set<String> PLACES =
            Set.of("path", "file_path", "filePath", "file", "filename", "notebook_path", "url", "uri");
    private static final int ARGUMENT_CHARACTERS = 120;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private CallName() {}

    /** The words of a call: {@code read src/a.py}, {@code bash: npm test}. Of equal calls equal words. */
    public static String of(ToolText call) {
        return of(call.tool(), call.arguments());
    }

    /**
     * The words of a call.
     *
     * @param arguments JSON in most cases
     */
    public static String of(String tool, String arguments) {
        return tool + argument(arguments);
    }

    private static String argument(String arguments) {
        JsonNode parsed = parse(arguments);
        if (parsed == null || !parsed.isObject()) {
            String line = OneLine.of(arguments, ARGUMENT_CHARACTERS);
            return line.isEmpty() ? "" : ": " + line;
        }
        for (String name : TELLING) {
            String value = value(parsed.path(name));
            if (!value.isEmpty()) {
                return (PLACES.contains(name) ? " " : ": ") + value;
            }
        }
        for (JsonNode any : parsed) {
            String value = value(any);
            if (!value.isEmpty()) {
                return ": " + value;
            }
        }
        return "";
    }

    private static @Nullable JsonNode parse(String arguments) {
        try {
            return JSON.readTree(arguments);
        } catch (JacksonException notJson) {
            return null;
        }
    }

    private static String value(JsonNode node) {
        if (node.isArray()) {
            return OneLine.of(node.toString(), ARGUMENT_CHARACTERS);
        }
        return node.isValueNode() && !node.isNull() ? OneLine.of(node.asString(), ARGUMENT_CHARACTERS) : "";
    }
}
