package io.plimsoll.gateway.agents;

import io.plimsoll.budget.tokens.PromptRole;
import io.plimsoll.gateway.agents.PromptShape.Entry;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /v1/responses}. */
final class ResponsesDialect implements EngineDialect {

    private static final JsonMapper JSON = JsonMapper.shared();

    @Override
    public String path() {
        return "/v1/responses";
    }

    @Override
    public PromptShape read(JsonNode body) {
        List<JsonNode> tools = body.path("tools").valueStream().toList();
        var entries = new ArrayList<Entry>();
        for (JsonNode item : body.path("input")) {
            Entry entry = entry(item);
            if (!entries.isEmpty() && belongTogether(entries.getLast(), entry)) {
                entries.addLast(entries.removeLast().with(entry));
            } else {
                entries.add(entry);
            }
        }
        return new PromptShape(
                body.path("instructions").asString(""),
                tools.stream().map(tool -> tool.path("name").asString("")).toList(),
                tools.stream().map(JsonNode::toString).toList(),
                entries);
    }

    @Override
    public List<Frame> frames(Turn turn, int number, int promptTokens) {
        var frames = new ArrayList<Frame>();
        ArrayNode output = JSON.createArrayNode();
        frames.add(whole("response.created", number, "in_progress", output, null));
        ObjectNode message = JSON.createObjectNode()
                .put("type", "message")
                .put("id", "msg_" + number)
                .put("role", "assistant")
                .put("status", "completed");
        ObjectNode part = message.putArray("content")
                .addObject()
                .put("type", "output_text")
                .put("text", turn.text());
        part.putArray("annotations");
        frames.add(item("response.output_item.added", 0, message));
        frames.add(Frame.typed(event("response.output_text.delta")
                .put("item_id", "msg_" + number)
                .put("output_index", 0)
                .put("content_index", 0)
                .put("delta", turn.text())));
        if (turn instanceof Turn.Stall) {
            return frames;
        }
        frames.add(item("response.output_item.done", 0, message));
        output.add(message);
        if (turn instanceof Turn.Call call) {
            ObjectNode item = call(call, number);
            frames.add(item("response.output_item.added", 1, item));
            frames.add(item("response.output_item.done", 1, item));
            output.add(item);
        }
        frames.add(whole("response.completed", number, "completed", output, promptTokens));
        return frames;
    }

    /** What the model said and called in one turn is several items here, and so are the results. */
    private static boolean belongTogether(Entry before, Entry next) {
        return before.role() == next.role() && (next.role() == PromptRole.ASSISTANT || next.role() == PromptRole.TOOL);
    }

    private static Entry entry(JsonNode item) {
        String id = item.path("call_id").asString("");
        return switch (item.path("type").asString("message")) {
            case "message" -> new Entry(role(item), text(item.path("content")), List.of(), List.of());
            case "reasoning" -> new Entry(PromptRole.ASSISTANT, text(item.path("summary")), List.of(), List.of());
            case "function_call", "custom_tool_call" ->
                new Entry(
                        PromptRole.ASSISTANT,
                        item.path("name").asString()
                                + item.path("arguments").asString("")
                                + item.path("input").asString(""),
                        List.of(id),
                        List.of());
            case "function_call_output", "custom_tool_call_output" ->
                new Entry(PromptRole.TOOL, text(item.path("output")), List.of(), List.of(id));
            case String other -> throw new AssertionError("an item of type " + other);
        };
    }

    private static PromptRole role(JsonNode item) {
        return switch (item.path("role").asString()) {
            case "system", "developer" -> PromptRole.SYSTEM;
            case "user" -> PromptRole.USER;
            case "assistant" -> PromptRole.ASSISTANT;
            case String other -> throw new AssertionError("role of an item: " + other);
        };
    }

    private static String text(JsonNode content) {
        return content.isArray()
                ? String.join(
                        "\n",
                        content.valueStream()
                                .map(part -> part.path("text").asString(""))
                                .toList())
                : content.asString("");
    }

    private static ObjectNode call(Turn.Call call, int number) {
        return JSON.createObjectNode()
                .put("type", "function_call")
                .put("id", "fc_" + number)
                .put("call_id", "call_" + number)
                .put("name", call.tool())
                .put("arguments", JSON.writeValueAsString(call.arguments()))
                .put("status", "completed");
    }

    private static Frame item(String type, int index, ObjectNode item) {
        ObjectNode event = event(type).put("output_index", index);
        event.set("item", item);
        return Frame.typed(event);
    }

    private static Frame whole(
            String type, int number, String status, ArrayNode output, @Nullable Integer promptTokens) {
        ObjectNode event = event(type);
        ObjectNode response = event.putObject("response")
                .put("id", "resp_" + number)
                .put("object", "response")
                .put("created_at", 1)
                .put("status", status)
                .put("model", "m");
        response.set("output", output.deepCopy());
        if (promptTokens != null) {
            response.putObject("usage")
                    .put("input_tokens", promptTokens)
                    .put("output_tokens", 10)
                    .put("total_tokens", promptTokens + 10);
        }
        return Frame.typed(event);
    }

    private static ObjectNode event(String type) {
        return JSON.createObjectNode().put("type", type);
    }
}
