package io.plimsoll.bench.legality;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Anthropic's messages: results and what the user says behind them are blocks of one message. */
final class MessagesWire {

    private MessagesWire() {}

    static void write(List<Said> history, ObjectNode body) {
        body.put("max_tokens", 100).put("system", ChatWire.SYSTEM);
        ArrayNode messages = body.putArray("messages");
        for (Said said : history) {
            switch (said) {
                case Said.User user ->
                    blocks(messages, "user", true)
                            .addObject()
                            .put("type", "text")
                            .put("text", user.text());
                case Said.Note note ->
                    messages.addObject().put("role", "system").put("content", note.text());
                case Said.Result result ->
                    blocks(messages, "user", true)
                            .addObject()
                            .put("type", "tool_result")
                            .put("tool_use_id", result.call())
                            .put("content", result.text());
                case Said.Model model -> write(model, blocks(messages, "assistant", false));
            }
        }
        body.putArray("tools").addObject().put("name", "read_file").putObject("input_schema");
    }

    /** The blocks of the last message where it is of the same role and may be joined, else of a new one. */
    private static ArrayNode blocks(ArrayNode messages, String role, boolean joined) {
        JsonNode last = messages.path(messages.size() - 1);
        if (joined && last.path("role").asString("").equals(role) && last.path("content") instanceof ArrayNode blocks) {
            return blocks;
        }
        return messages.addObject().put("role", role).putArray("content");
    }

    private static void write(Said.Model model, ArrayNode blocks) {
        if (!model.thought().isEmpty()) {
            blocks.addObject()
                    .put("type", "thinking")
                    .put("thinking", model.thought())
                    .put("signature", "seal-" + model.thought().hashCode());
        }
        if (!model.text().isEmpty()) {
            blocks.addObject().put("type", "text").put("text", model.text());
        }
        for (Said.Call call : model.calls()) {
            blocks.addObject()
                    .put("type", "tool_use")
                    .put("id", call.id())
                    .put("name", call.tool())
                    .set("input", Wire.JSON.readTree(call.arguments()));
        }
    }

    static List<Heard> read(JsonNode messages) {
        List<Heard> heard = new ArrayList<>();
        for (JsonNode message : messages) {
            String role = message.path("role").asString("");
            JsonNode content = message.path("content");
            var text = new StringBuilder(content.isString() ? content.stringValue() : "");
            List<String> thoughts = new ArrayList<>();
            List<Said.Call> calls = new ArrayList<>();
            List<Said.Result> results = new ArrayList<>();
            for (JsonNode block : content) {
                switch (block.path("type").asString("")) {
                    case "text" -> text.append(block.path("text").asString(""));
                    case "thinking" -> thoughts.add(block.toString());
                    case "tool_use" ->
                        calls.add(new Said.Call(
                                block.path("id").asString(""),
                                block.path("name").asString(""),
                                block.path("input").toString()));
                    case "tool_result" ->
                        results.add(new Said.Result(
                                block.path("tool_use_id").asString(""), ChatWire.text(block.path("content"))));
                    default -> text.append(block);
                }
            }
            boolean onlyResults = !results.isEmpty() && text.isEmpty();
            heard.add(new Heard(onlyResults ? "tool" : role, text.toString(), thoughts, calls, results));
        }
        return heard;
    }
}
