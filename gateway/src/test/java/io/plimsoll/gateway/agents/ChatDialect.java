package io.plimsoll.gateway.agents;

import io.plimsoll.budget.tokens.PromptRole;
import io.plimsoll.gateway.agents.PromptShape.Entry;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code /v1/chat/completions}. */
final class ChatDialect implements EngineDialect {

    private static final JsonMapper JSON = JsonMapper.shared();

    @Override
    public String path() {
        return "/v1/chat/completions";
    }

    @Override
    public PromptShape read(JsonNode body) {
        List<JsonNode> messages = body.path("messages").valueStream().toList();
        boolean systemFirst = !messages.isEmpty() && role(messages.getFirst()) == PromptRole.SYSTEM;
        var entries = new ArrayList<Entry>();
        for (JsonNode message : messages.subList(systemFirst ? 1 : 0, messages.size())) {
            Entry entry = entry(message);
            if (entry.role() == PromptRole.TOOL
                    && !entries.isEmpty()
                    && entries.getLast().role() == PromptRole.TOOL) {
                entries.addLast(entries.removeLast().with(entry));
            } else {
                entries.add(entry);
            }
        }
        List<JsonNode> tools = body.path("tools").valueStream().toList();
        return new PromptShape(
                systemFirst ? text(messages.getFirst().path("content")) : "",
                tools.stream()
                        .map(tool -> tool.path("function").path("name").asString())
                        .toList(),
                tools.stream().map(JsonNode::toString).toList(),
                entries);
    }

    @Override
    public List<Frame> frames(Turn turn, int number, int promptTokens) {
        var frames = new ArrayList<Frame>();
        ObjectNode delta = JSON.createObjectNode().put("role", "assistant").put("content", turn.text());
        frames.add(chunk(number, delta, null));
        switch (turn) {
            case Turn.Stall _ -> {
                return frames;
            }
            case Turn.Say _ -> frames.add(chunk(number, JSON.createObjectNode(), "stop"));
            case Turn.Call call -> {
                frames.add(chunk(number, callDelta(call, number), null));
                frames.add(chunk(number, JSON.createObjectNode(), "tool_calls"));
            }
        }
        ObjectNode usage = envelope(number);
        usage.putArray("choices");
        usage.putObject("usage")
                .put("prompt_tokens", promptTokens)
                .put("completion_tokens", 10)
                .put("total_tokens", promptTokens + 10);
        frames.add(new Frame("", usage.toString()));
        frames.add(new Frame("", "[DONE]"));
        return frames;
    }

    private static Entry entry(JsonNode message) {
        var text = new StringBuilder(text(message.path("content")));
        var calls = new ArrayList<String>();
        for (JsonNode call : message.path("tool_calls")) {
            calls.add(call.path("id").asString());
            text.append('\n').append(call.path("function"));
        }
        PromptRole role = role(message);
        List<String> results =
                role == PromptRole.TOOL ? List.of(message.path("tool_call_id").asString()) : List.of();
        return new Entry(role, text.toString(), calls, results);
    }

    private static PromptRole role(JsonNode message) {
        return switch (message.path("role").asString()) {
            case "system", "developer" -> PromptRole.SYSTEM;
            case "user" -> PromptRole.USER;
            case "assistant" -> PromptRole.ASSISTANT;
            case "tool" -> PromptRole.TOOL;
            case String other -> throw new AssertionError("role of a message: " + other);
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

    private static ObjectNode callDelta(Turn.Call call, int number) {
        ObjectNode delta = JSON.createObjectNode();
        delta.putArray("tool_calls")
                .addObject()
                .put("index", 0)
                .put("id", "call_" + number)
                .put("type", "function")
                .putObject("function")
                .put("name", call.tool())
                .put("arguments", JSON.writeValueAsString(call.arguments()));
        return delta;
    }

    private static Frame chunk(int number, ObjectNode delta, @Nullable String finishReason) {
        ObjectNode chunk = envelope(number);
        ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
        choice.set("delta", delta);
        choice.put("finish_reason", finishReason);
        return new Frame("", chunk.toString());
    }

    private static ObjectNode envelope(int number) {
        return JSON.createObjectNode()
                .put("id", "chatcmpl-" + number)
                .put("object", "chat.completion.chunk")
                .put("created", 1)
                .put("model", "m");
    }
}
