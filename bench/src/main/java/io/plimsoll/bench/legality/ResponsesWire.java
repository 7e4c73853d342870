package io.plimsoll.bench.legality;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** OpenAI's responses: a turn of the model is as many items as it has thoughts, texts and calls. */
final class ResponsesWire {

    private ResponsesWire() {}

    static void write(List<Said> history, ObjectNode body) {
        body.put("instructions", ChatWire.SYSTEM);
        ArrayNode items = body.putArray("input");
        for (Said said : history) {
            switch (said) {
                case Said.User user -> message(items, "user", "input_text", user.text());
                case Said.Note note -> message(items, "developer", "input_text", note.text());
                case Said.Result result ->
                    items.addObject()
                            .put("type", "function_call_output")
                            .put("call_id", result.call())
                            .put("output", result.text());
                case Said.Model model -> write(model, items);
            }
        }
        body.putArray("tools").addObject().put("type", "function").put("name", "read_file");
    }

    private static void message(ArrayNode items, String role, String part, String text) {
        items.addObject()
                .put("type", "message")
                .put("role", role)
                .putArray("content")
                .addObject()
                .put("type", part)
                .put("text", text);
    }

    private static void write(Said.Model model, ArrayNode items) {
        if (!model.thought().isEmpty()) {
            ObjectNode thought = items.addObject()
                    .put("type", "reasoning")
                    .put("id", "rs_" + model.thought().hashCode());
            thought.putArray("summary");
            thought.put("encrypted_content", model.thought());
        }
        if (!model.text().isEmpty()) {
            message(items, "assistant", "output_text", model.text());
        }
        for (Said.Call call : model.calls()) {
            items.addObject()
                    .put("type", "function_call")
                    .put("call_id", call.id())
                    .put("name", call.tool())
                    .put("arguments", call.arguments());
        }
    }

    /** Neighbouring items of the model are one turn. */
    static List<Heard> read(JsonNode items) {
        List<Heard> heard = new ArrayList<>();
        boolean inTurn = false;
        for (JsonNode item : items) {
            Heard next = heard(item);
            boolean models = next.role().equals("assistant");
            heard.add(models && inTurn ? joined(heard.removeLast(), next) : next);
            inTurn = models;
        }
        return heard;
    }

    private static Heard heard(JsonNode item) {
        return switch (item.path("type").asString("message")) {
            case "reasoning" -> new Heard("assistant", "", List.of(item.toString()), List.of(), List.of());
            case "function_call" ->
                new Heard(
                        "assistant",
                        "",
                        List.of(),
                        List.of(new Said.Call(
                                item.path("call_id").asString(""),
                                item.path("name").asString(""),
                                item.path("arguments").asString(""))),
                        List.of());
            case "function_call_output" ->
                new Heard(
                        "tool",
                        "",
                        List.of(),
                        List.of(),
                        List.of(new Said.Result(
                                item.path("call_id").asString(""), ChatWire.text(item.path("output")))));
            default -> {
                String role = item.path("role").asString("");
                yield new Heard(
                        role.equals("developer") ? "system" : role,
                        ChatWire.text(item.path("content")),
                        List.of(),
                        List.of(),
                        List.of());
            }
        };
    }

    private static Heard joined(Heard turn, Heard more) {
        return new Heard(
                turn.role(),
                turn.text() + more.text(),
                both(turn.thoughts(), more.thoughts()),
                both(turn.calls(), more.calls()),
                List.of());
    }

    private static <T> List<T> both(List<T> first, List<T> then) {
        List<T> all = new ArrayList<>(first);
        all.addAll(then);
        return all;
    }
}
