package io.plimsoll.gateway.agents;

import io.plimsoll.budget.tokens.PromptRole;
import io.plimsoll.gateway.agents.PromptShape.Entry;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code /v1/messages}. */
final class MessagesDialect implements EngineDialect {

    private static final JsonMapper JSON = JsonMapper.shared();

    @Override
    public String path() {
        return "/v1/messages";
    }

    @Override
    public PromptShape read(JsonNode body) {
        List<JsonNode> tools = body.path("tools").valueStream().toList();
        return new PromptShape(
                entry(PromptRole.SYSTEM, body.path("system")).text(),
                tools.stream().map(tool -> tool.path("name").asString()).toList(),
                tools.stream().map(JsonNode::toString).toList(),
                body.path("messages")
                        .valueStream()
                        .map(message -> entry(role(message), message.path("content")))
                        .toList());
    }

    @Override
    public List<Frame> frames(Turn turn, int number, int promptTokens) {
        var frames = new ArrayList<Frame>();
        ObjectNode start = event("message_start");
        ObjectNode message = start.putObject("message")
                .put("id", "msg_" + number)
                .put("type", "message")
                .put("role", "assistant")
                .put("model", "m");
        message.putArray("content");
        message.putNull("stop_reason").putNull("stop_sequence");
        message.putObject("usage").put("input_tokens", promptTokens).put("output_tokens", 1);
        frames.add(Frame.typed(start));
        frames.add(blockStart(0, JSON.createObjectNode().put("type", "text").put("text", "")));
        frames.add(
                blockDelta(0, JSON.createObjectNode().put("type", "text_delta").put("text", turn.text())));
        if (turn instanceof Turn.Stall) {
            return frames;
        }
        frames.add(blockStop(0));
        if (turn instanceof Turn.Call call) {
            frames.addAll(call(call, number));
        }
        ObjectNode end = event("message_delta");
        end.putObject("delta")
                .put("stop_reason", turn instanceof Turn.Call ? "tool_use" : "end_turn")
                .putNull("stop_sequence");
        end.putObject("usage").put("output_tokens", 10);
        frames.add(Frame.typed(end));
        frames.add(Frame.typed(event("message_stop")));
        return frames;
    }

    /** A message whose user text stands beside results is read as results. */
    private static Entry entry(PromptRole role, JsonNode content) {
        if (content.isString()) {
            return new Entry(role, content.asString(), List.of(), List.of());
        }
        var texts = new ArrayList<String>();
        var calls = new ArrayList<String>();
        var results = new ArrayList<String>();
        for (JsonNode block : content) {
            switch (block.path("type").asString()) {
                case "text" -> texts.add(block.path("text").asString());
                case "tool_use" -> {
                    calls.add(block.path("id").asString());
                    texts.add(block.path("name").asString() + block.path("input"));
                }
                case "tool_result" -> {
                    results.add(block.path("tool_use_id").asString());
                    texts.add(entry(role, block.path("content")).text());
                }
                case String other -> throw new AssertionError("a block of type " + other);
            }
        }
        return new Entry(results.isEmpty() ? role : PromptRole.TOOL, String.join("\n", texts), calls, results);
    }

    private static PromptRole role(JsonNode message) {
        return switch (message.path("role").asString()) {
            case "system" -> PromptRole.SYSTEM;
            case "user" -> PromptRole.USER;
            case "assistant" -> PromptRole.ASSISTANT;
            case String other -> throw new AssertionError("role of a message: " + other);
        };
    }

    private static List<Frame> call(Turn.Call call, int number) {
        ObjectNode block = JSON.createObjectNode()
                .put("type", "tool_use")
                .put("id", "toolu_" + number)
                .put("name", call.tool());
        block.putObject("input");
        ObjectNode delta = JSON.createObjectNode()
                .put("type", "input_json_delta")
                .put("partial_json", JSON.writeValueAsString(call.arguments()));
        return List.of(blockStart(1, block), blockDelta(1, delta), blockStop(1));
    }

    private static Frame blockStart(int index, ObjectNode block) {
        ObjectNode event = event("content_block_start").put("index", index);
        event.set("content_block", block);
        return Frame.typed(event);
    }

    private static Frame blockDelta(int index, ObjectNode delta) {
        ObjectNode event = event("content_block_delta").put("index", index);
        event.set("delta", delta);
        return Frame.typed(event);
    }

    private static Frame blockStop(int index) {
        return Frame.typed(event("content_block_stop").put("index", index));
    }

    private static ObjectNode event(String type) {
        return JSON.createObjectNode().put("type", type);
    }
}
