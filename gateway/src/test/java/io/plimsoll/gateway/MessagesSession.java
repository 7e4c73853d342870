package io.plimsoll.gateway;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The history of an agent that speaks {@code /v1/messages}, as the client keeps it. Not thread-safe. */
final class MessagesSession {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String system;
    private final ArrayNode messages;
    private int calls;

    private MessagesSession(String system, ArrayNode messages) {
        this.system = system;
        this.messages = messages;
    }

    static MessagesSession begin(String system) {
        return new MessagesSession(system, JSON.createArrayNode());
    }

    MessagesSession user(String text) {
        return add("user", text);
    }

    MessagesSession assistant(String text) {
        return add("assistant", text);
    }

    MessagesSession note(String text) {
        return add("system", text);
    }

    /** The assistant thinks, reads a file, and gets it. */
    MessagesSession reads(String path, String content) {
        return reads(path, content, "");
    }

    /** The same, and the user adds something to the result; empty for nothing. */
    MessagesSession reads(String path, String content, String added) {
        String id = "toolu_" + ++calls;
        ArrayNode turn = messages.addObject().put("role", "assistant").putArray("content");
        turn.addObject()
                .put("type", "thinking")
                .put("thinking", "I need " + path + ".")
                .put("signature", "c2ln" + calls);
        turn.addObject()
                .put("type", "tool_use")
                .put("id", id)
                .put("name", "Read")
                .putObject("input")
                .put("path", path);
        ArrayNode answer = messages.addObject().put("role", "user").putArray("content");
        answer.addObject().put("type", "tool_result").put("tool_use_id", id).put("content", content);
        if (!added.isEmpty()) {
            answer.addObject().put("type", "text").put("text", added);
        }
        return this;
    }

    MessagesSession copy() {
        var copy = new MessagesSession(system, messages.deepCopy());
        copy.calls = calls;
        return copy;
    }

    /** The history as a request that is answered whole. */
    String request() {
        return request("");
    }

    /** @param fields further fields, with a comma in front of each */
    String request(String fields) {
        return request(messages, fields);
    }

    /** The same with a cache mark on the newest block, for which a lone text becomes a block. */
    String marked() {
        ArrayNode marked = messages.deepCopy();
        var newest = (ObjectNode) marked.get(marked.size() - 1);
        if (newest.path("content").isString()) {
            String text = newest.path("content").asString();
            newest.putArray("content").addObject().put("type", "text").put("text", text);
        }
        var content = (ArrayNode) newest.path("content");
        ((ObjectNode) content.get(content.size() - 1))
                .putObject("cache_control")
                .put("type", "ephemeral");
        return request(marked, "");
    }

    private String request(ArrayNode history, String fields) {
        return "{\"model\":\"" + ScriptedEngine.MODEL + "\",\"max_tokens\":64,\"system\":[{\"type\":\"text\",\"text\":"
                + JSON.writeValueAsString(system)
                + ",\"cache_control\":{\"type\":\"ephemeral\"}}],\"tools\":[{\"name\":\"Read\",\"description\":\"Reads\","
                + "\"input_schema\":{\"type\":\"object\"}}],\"messages\":" + history + fields + "}";
    }

    private MessagesSession add(String role, String text) {
        messages.addObject().put("role", role).put("content", text);
        return this;
    }
}
