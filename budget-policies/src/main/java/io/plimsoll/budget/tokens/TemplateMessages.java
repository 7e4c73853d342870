package io.plimsoll.budget.tokens;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.core.JacksonException;

/** Messages as templates see them: maps in the shape of OpenAI's chat completions. */
final class TemplateMessages {

    /** What a template iterates over when it reads the text of a message. */
    enum ContentForm {
        /** One string. */
        TEXT,
        /** A list of parts, as in messages with images. */
        PARTS
    }

    /** How the arguments of a call reach a template. */
    enum ArgumentForm {
        /** As an object, which is what engines pass and most templates want. */
        OBJECT,
        /** As the JSON text that the client sent. */
        TEXT
    }

    private TemplateMessages() {}

    static Map<String, Object> of(PromptMessage message, ContentForm contentForm, ArgumentForm argumentForm) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("role", message.role().name().toLowerCase(Locale.ROOT));
        map.put(
                "content",
                switch (contentForm) {
                    case TEXT -> message.text();
                    case PARTS -> List.of(Map.of("type", "text", "text", message.text()));
                });
        if (!message.reasoning().isEmpty()) {
            map.put("reasoning_content", message.reasoning());
            map.put("reasoning", message.reasoning());
        }
        if (!message.calls().isEmpty()) {
            List<Object> calls = new ArrayList<>();
            message.calls().forEach(call -> calls.add(call(call, argumentForm)));
            map.put("tool_calls", calls);
        }
        if (message.role() == PromptRole.TOOL) {
            map.put("tool_call_id", message.resultOf());
        }
        return map;
    }

    private static Map<String, Object> call(PromptCall call, ArgumentForm form) {
        Map<String, Object> function = new LinkedHashMap<>();
        function.put("name", call.name());
        function.put("arguments", form == ArgumentForm.OBJECT ? parsed(call.arguments()) : call.arguments());
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("id", call.id());
        map.put("type", "function");
        map.put("function", function);
        return map;
    }

    /** The arguments as an object; as the text that they are when they are no JSON object. */
    static Object parsed(String arguments) {
        if (arguments.isBlank()) {
            return Map.of();
        }
        try {
            return PythonJson.read(arguments) instanceof Map<?, ?> object ? object : arguments;
        } catch (JacksonException e) {
            return arguments;
        }
    }
}
