package io.plimsoll.gateway.demo;

import io.plimsoll.backends.sim.Reply;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The history that an agent sends with every turn, kept as the text of its JSON: a turn costs what it adds. Not
 * thread-safe.
 */
final class ChatLog {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final StringBuilder body;

    /** A history that begins with instructions and a task. */
    ChatLog(String model, String task) {
        ObjectNode head = JSON.createObjectNode().put("model", model).put("stream", true);
        head.putObject("stream_options").put("include_usage", true);
        var tools = head.putArray("tools");
        for (Tool tool : Tool.values()) {
            ObjectNode function = tools.addObject().put("type", "function").putObject("function");
            function.put("name", tool.toolName()).put("description", tool.description());
            function.putObject("parameters")
                    .put("type", "object")
                    .putObject("properties")
                    .putObject("target")
                    .put("type", "string");
        }
        String open = head.toString();
        body = new StringBuilder(open.substring(0, open.length() - 1)).append(",\"messages\":[");
        body.append(message("system", "You are a coding agent. Look before you change, and say in one line why."));
        add(message("user", task));
    }

    void answered(AgentAnswer answer) {
        answered(answer.text(), answer.calls());
    }

    void answered(Reply reply) {
        answered(
                reply.text(),
                reply.calls().stream()
                        .map(call -> new AgentAnswer.Call(call.id(), call.name(), call.arguments()))
                        .toList());
    }

    private void answered(String text, List<AgentAnswer.Call> calls) {
        ObjectNode message = message("assistant", text);
        if (!calls.isEmpty()) {
            var list = message.putArray("tool_calls");
            for (AgentAnswer.Call call : calls) {
                list.addObject()
                        .put("id", call.id())
                        .put("type", "function")
                        .putObject("function")
                        .put("name", call.name())
                        .put("arguments", call.arguments());
            }
        }
        add(message);
    }

    void result(String callId, String text) {
        add(message("tool", text).put("tool_call_id", callId));
    }

    void user(String text) {
        add(message("user", text));
    }

    /** The body of the next request. */
    byte[] request() {
        return (body + "]}").getBytes(StandardCharsets.UTF_8);
    }

    private void add(ObjectNode message) {
        body.append(',').append(message);
    }

    private static ObjectNode message(String role, String text) {
        return JSON.createObjectNode().put("role", role).put("content", text);
    }
}
