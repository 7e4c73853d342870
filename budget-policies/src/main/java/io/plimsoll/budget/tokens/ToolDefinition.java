package io.plimsoll.budget.tokens;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** Tool definitions as templates expect them, which is OpenAI's shape: engines translate the other dialects to it. */
final class ToolDefinition {

    private ToolDefinition() {}

    /**
     * {@code json} parsed, in the shape {@code {"type": "function", "function": {…}}}; Anthropic's {@code input_schema} and
     * the flat shape of the Responses API are translated, everything else stays as it is.
     *
     * @throws IllegalArgumentException if {@code json} is not JSON
     */
    static Object parse(String json) {
        Object parsed = read(json);
        if (!(parsed instanceof Map<?, ?> tool) || tool.containsKey("function") || !tool.containsKey("name")) {
            return parsed;
        }
        Map<String, @Nullable Object> function = new LinkedHashMap<>();
        tool.forEach((key, value) -> {
            switch (String.valueOf(key)) {
                case "type", "cache_control" -> {}
                case "input_schema" -> function.put("parameters", value);
                default -> function.put(String.valueOf(key), value);
            }
        });
        Map<String, Object> translated = new LinkedHashMap<>();
        translated.put("type", "function");
        translated.put("function", function);
        return translated;
    }

    private static Object read(String json) {
        try {
            Object parsed = PythonJson.read(json);
            if (parsed != null) {
                return parsed;
            }
        } catch (JacksonException e) {
            throw new IllegalArgumentException("tool definition: " + json.length() + " characters (expected: JSON)", e);
        }
        throw new IllegalArgumentException("tool definition: null (expected: a JSON object)");
    }
}
