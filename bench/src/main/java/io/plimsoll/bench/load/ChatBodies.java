package io.plimsoll.bench.load;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Requests of coding agents, made up: a system text, a tool, a task, then calls with their results, of which the newest is
 * the request's last message. The same arguments make the same bytes.
 */
public final class ChatBodies {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String[] WORDS =
            ("the file returns a value when buffer index list parser test fails with error"
                            + " expected true but was null at line import public final class void static int string map key"
                            + " request response session token cache block pool write read open close lock thread queue")
                    .split(" ");
    private static final int SHORTEST_RESULT = 200;
    private static final int LONGEST_RESULT = 5_000;
    private static final int RESULTS_PER_BODY = 40;
    private static final int WORDS_PER_LINE = 9;

    private ChatBodies() {}

    /**
     * One request.
     *
     * @param model the model asked for
     * @param session whose conversation it is: other sessions have other texts throughout
     * @param bytes its exact length, at least 1,500
     * @param stream whether the answer is to be an event stream
     */
    public static byte[] body(String model, int session, int bytes, boolean stream) {
        var random = new SplittableRandom(session);
        int resultLength = Math.clamp(bytes / RESULTS_PER_BODY, SHORTEST_RESULT, LONGEST_RESULT);
        ObjectNode request = JSON.createObjectNode().put("model", model).put("stream", stream);
        ArrayNode messages = request.putArray("messages");
        message(messages, "system", "You are agent " + session + ". " + text(random, 200));
        message(messages, "user", "Task " + session + ": " + text(random, 150));
        request.putArray("tools").add(tool());
        List<ObjectNode> results = new ArrayList<>();
        int length = JSON.writeValueAsBytes(request).length;
        do {
            int call = results.size();
            ObjectNode assistant = assistant(session, call);
            ObjectNode result = JSON.createObjectNode()
                    .put("role", "tool")
                    .put("tool_call_id", callId(session, call))
                    .put("content", text(random, resultLength));
            messages.add(assistant).add(result);
            results.add(result);
            length += JSON.writeValueAsBytes(assistant).length + JSON.writeValueAsBytes(result).length + 2;
        } while (length + 2 * resultLength < bytes);
        return padded(request, results.getLast(), bytes);
    }

    /** The request with its newest result as long as it takes. */
    private static byte[] padded(ObjectNode request, ObjectNode newest, int bytes) {
        int missing = bytes - JSON.writeValueAsBytes(request).length;
        String content = newest.path("content").asString();
        String padding = "padding ".repeat(Math.max(0, missing) / 8 + 1);
        newest.put(
                "content",
                missing >= 0
                        ? content + padding.substring(0, missing)
                        : content.substring(0, Math.max(0, content.length() + missing)));
        byte[] body = JSON.writeValueAsBytes(request);
        if (body.length < bytes) {
            return padded(request, newest, bytes); // an escape was cut off
        }
        if (body.length > bytes) {
            throw new IllegalArgumentException("body: " + bytes + " bytes (expected: at least 1500)");
        }
        return body;
    }

    private static void message(ArrayNode messages, String role, String content) {
        messages.addObject().put("role", role).put("content", content);
    }

    private static ObjectNode assistant(int session, int call) {
        ObjectNode message = JSON.createObjectNode().put("role", "assistant").put("content", "");
        ObjectNode toolCall = message.putArray("tool_calls").addObject();
        toolCall.put("id", callId(session, call)).put("type", "function");
        toolCall.putObject("function")
                .put("name", "read_file")
                .put("arguments", "{\"path\":\"src/main/java/Part" + call + ".java\"}");
        return message;
    }

    private static String callId(int session, int call) {
        return "call_" + session + "_" + call;
    }

    private static ObjectNode tool() {
        ObjectNode tool = JSON.createObjectNode().put("type", "function");
        ObjectNode function = tool.putObject("function").put("name", "read_file");
        function.put("description", "Reads a file of the workspace.");
        ObjectNode parameters = function.putObject("parameters").put("type", "object");
        parameters.putObject("properties").putObject("path").put("type", "string");
        return tool;
    }

    /** ASCII text in lines, with the quotes and line ends that make real tool results full of escapes. */
    private static String text(SplittableRandom random, int length) {
        var text = new StringBuilder(length + 32);
        for (int word = 1; text.length() < length; word++) {
            String next = WORDS[random.nextInt(WORDS.length)];
            text.append(random.nextInt(12) == 0 ? "\"" + next + random.nextInt(100) + "\"" : next);
            text.append(word % WORDS_PER_LINE == 0 ? '\n' : ' ');
        }
        return text.substring(0, length);
    }
}
