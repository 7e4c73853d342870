package io.plimsoll.gateway;

import java.util.Random;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The history of an agent that grows turn by turn, as a client keeps it. Not thread-safe. */
final class AgentHistory implements GrowingHistory {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String[] WORDS =
            ("ledger harbour valve packet mirror cobalt thread window anchor copper lantern river signal"
                            + " garden bridge marble engine ticket saddle forest candle basket pillow cotton hammer silver")
                    .split(" ");

    private final ArrayNode messages;
    private int calls;

    private AgentHistory(ArrayNode messages) {
        this.messages = messages;
    }

    static AgentHistory begin(String system) {
        var history = new AgentHistory(JSON.createArrayNode());
        history.add("system", system);
        return history;
    }

    /** About {@code tokens} tokens of words that depend on {@code seed} alone. */
    static String words(int tokens, long seed) {
        var random = new Random(seed);
        var text = new StringBuilder();
        for (int i = 0; i < tokens; i++) {
            text.append(WORDS[random.nextInt(WORDS.length)]).append(i % 12 == 11 ? ".\n" : " ");
        }
        return text.toString().strip();
    }

    @Override
    public AgentHistory user(String text) {
        return add("user", text);
    }

    @Override
    public AgentHistory assistant(String text) {
        return add("assistant", text);
    }

    /** The assistant reads a file, and gets it. */
    @Override
    public AgentHistory reads(String path, String content) {
        String id = "call_" + ++calls;
        ObjectNode call = messages.addObject()
                .put("role", "assistant")
                .putNull("content")
                .putArray("tool_calls")
                .addObject();
        call.put("id", id).put("type", "function");
        call.putObject("function").put("name", "read_file").put("arguments", "{\"path\":\"" + path + "\"}");
        messages.addObject().put("role", "tool").put("tool_call_id", id).put("content", content);
        return this;
    }

    AgentHistory copy() {
        var copy = new AgentHistory(messages.deepCopy());
        copy.calls = calls;
        return copy;
    }

    /** The history as a request that is answered whole. */
    String request() {
        return request("");
    }

    /** @param fields further fields, with a comma in front of each */
    @Override
    public String request(String fields) {
        return "{\"model\":\"" + ScriptedEngine.MODEL + "\",\"messages\":" + messages + fields + "}";
    }

    private AgentHistory add(String role, String text) {
        messages.addObject().put("role", role).put("content", text);
        return this;
    }
}
