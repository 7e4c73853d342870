package io.plimsoll.bench.legality;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Chat completions. */
final class ChatWire {

    static final String SYSTEM = "You are a careful agent.";

    private ChatWire() {}

    static void write(List<Said> history, ObjectNode body) {
        ArrayNode messages = body.putArray("messages");
        messages.addObject().put("role", "system").put("content", SYSTEM);
        for (Said said : history) {
            ObjectNode message = messages.addObject();
            switch (said) {
                case Said.User user -> message.put("role", "user").put("content", user.text());
                case Said.Note note -> message.put("role", "system").put("content", note.text());
                case Said.Result result ->
                    message.put("role", "tool")
                            .put("tool_call_id", result.call())
                            .put("content", result.text());
                case Said.Model model -> write(model, message);
            }
        }
        body.putArray("tools")
                .addObject()
                .put("type", "function")
                .putObject("function")
                .put("name", "read_file");
    }

    private static void write(Said.Model model, ObjectNode message) {
        message.put("role", "assistant");
        message.put("content", model.text().isEmpty() && !model.calls().isEmpty() ? null : model.text());
        if (!model.thought().isEmpty()) {
            message.put("reasoning_content", model.thought());
        }
        if (!model.calls().isEmpty()) {
            ArrayNode calls = message.putArray("tool_calls");
            for (Said.Call call : model.calls()) {
                calls.addObject()
                        .put("id", call.id())
                        .put("type", "function")
                        .putObject("function")
                        .put("name", call.tool())
                        .put("arguments", call.arguments());
            }
        }
    }

    static List<Heard> read(JsonNode messages) {
        List<Heard> heard = new ArrayList<>();
        for (int i = 1; i < messages.size(); i++) {
            JsonNode message = messages.path(i);
            String text = text(message.path("content"));
            List<Said.Call> calls = new ArrayList<>();
            for (JsonNode call : message.path("tool_calls")) {
                JsonNode function = call.path("function");
                calls.add(new Said.Call(
                        call.path("id").asString(""),
                        function.path("name").asString(""),
                        function.path("arguments").asString("")));
            }
            String role = message.path("role").asString("");
            boolean result = role.equals("tool");
            String thought = message.path("reasoning_content").asString("");
            heard.add(new Heard(
                    role,
                    result ? "" : text,
                    thought.isEmpty() ? List.of() : List.of(thought),
                    calls,
                    result
                            ? List.of(
                                    new Said.Result(message.path("tool_call_id").asString(""), text))
                            : List.of()));
        }
        return heard;
    }

    /** Content that is a string or a list of parts. */
    static String text(JsonNode content) {
        if (content.isString()) {
            return content.stringValue();
        }
        var text = new StringBuilder();
        for (JsonNode part : content) {
            text.append(part.path("text").asString(""));
        }
        return text.toString();
    }
}
