package io.plimsoll.gateway;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The history of an agent that speaks the Responses API, as items. Not thread-safe. */
final class ItemHistory implements GrowingHistory {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String instructions;
    private final ArrayNode items = JSON.createArrayNode();
    private int calls;

    private ItemHistory(String instructions) {
        this.instructions = instructions;
    }

    static ItemHistory begin(String instructions) {
        return new ItemHistory(instructions);
    }

    @Override
    public ItemHistory user(String text) {
        return message("user", "input_text", text);
    }

    @Override
    public ItemHistory assistant(String text) {
        return message("assistant", "output_text", text);
    }

    /** The model thinks, reads two files at once, and gets them. */
    @Override
    public ItemHistory reads(String path, String content) {
        ObjectNode thought = items.addObject().put("type", "reasoning").put("id", "rs_" + calls);
        thought.putArray("summary");
        thought.put("encrypted_content", "sealed" + calls);
        String first = call(path);
        String second = call(path + ".bak");
        output(first, content);
        output(second, "no such file");
        return this;
    }

    /** @param fields further fields, with a comma in front of each */
    @Override
    public String request(String fields) {
        return "{\"model\":\"" + ScriptedEngine.MODEL + "\",\"instructions\":" + JSON.writeValueAsString(instructions)
                + ",\"input\":" + items + fields + "}";
    }

    private ItemHistory message(String role, String part, String text) {
        items.addObject()
                .put("type", "message")
                .put("role", role)
                .putArray("content")
                .addObject()
                .put("type", part)
                .put("text", text);
        return this;
    }

    private String call(String path) {
        String id = "call_" + ++calls;
        items.addObject()
                .put("type", "function_call")
                .put("call_id", id)
                .put("name", "read_file")
                .put("arguments", "{\"path\":\"" + path + "\"}");
        return id;
    }

    private void output(String call, String text) {
        items.addObject()
                .put("type", "function_call_output")
                .put("call_id", call)
                .put("output", text);
    }
}
