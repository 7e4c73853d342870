package io.plimsoll.gateway;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The history of an agent that speaks {@code /v1/messages}, as a client keeps it. Not thread-safe. */
final class MessagesHistory implements GrowingHistory {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ArrayNode messages;
    private int calls;

    private MessagesHistory(ArrayNode messages) {
        this.messages = messages;
    }

    static MessagesHistory begin(String user) {
        return new MessagesHistory(JSON.createArrayNode()).user(user);
    }

    @Override
    public MessagesHistory user(String text) {
        messages.addObject().put("role", "user").put("content", text);
        return this;
    }

    @Override
    public MessagesHistory assistant(String text) {
        messages.addObject().put("role", "assistant").put("content", text);
        return this;
    }

    /** What the assistant said, as an answer's {@code content} has it. */
    MessagesHistory assistant(JsonNode content) {
        messages.addObject().put("role", "assistant").set("content", content);
        return this;
    }

    /** The assistant thinks, reads a file, and gets it. */
    MessagesHistory readsThinking(String thought, String path, String content) {
        ArrayNode blocks = messages.addObject().put("role", "assistant").putArray("content");
        blocks.addObject().put("type", "thinking").put("thinking", thought).put("signature", "sig-" + thought.length());
        return call(blocks, path, content);
    }

    /** The assistant reads a file, and gets it. */
    @Override
    public MessagesHistory reads(String path, String content) {
        return call(messages.addObject().put("role", "assistant").putArray("content"), path, content);
    }

    /** What the user says behind the results of the newest message. */
    MessagesHistory userBehindResults(String text) {
        ArrayNode blocks = (ArrayNode) messages.get(messages.size() - 1).path("content");
        blocks.addObject().put("type", "text").put("text", text);
        return this;
    }

    MessagesHistory copy() {
        var copy = new MessagesHistory(messages.deepCopy());
        copy.calls = calls;
        return copy;
    }

    /** @param fields further fields, with a comma in front of each */
    @Override
    public String request(String fields) {
        return "{\"model\":\"" + ScriptedEngine.MODEL
                + "\",\"max_tokens\":300,\"system\":\"You are a coding agent.\",\"messages\":" + messages + fields
                + "}";
    }

    private MessagesHistory call(ArrayNode blocks, String path, String content) {
        String id = "toolu_" + ++calls;
        ObjectNode call =
                blocks.addObject().put("type", "tool_use").put("id", id).put("name", "read_file");
        call.putObject("input").put("path", path);
        messages.addObject()
                .put("role", "user")
                .putArray("content")
                .addObject()
                .put("type", "tool_result")
                .put("tool_use_id", id)
                .put("content", content);
        return this;
    }
}
