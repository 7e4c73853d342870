package io.plimsoll.bench.load;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The request of {@link ChatBodies} in each dialect that has a history. */
public enum Dialect {
    CHAT("/v1/chat/completions") {
        @Override
        public byte[] body(String model, int session, int bytes) {
            return ChatBodies.body(model, session, bytes, false);
        }
    },
    MESSAGES("/v1/messages") {
        @Override
        public byte[] body(String model, int session, int bytes) {
            JsonNode chat = JSON.readTree(ChatBodies.body(model, session, bytes, false));
            ObjectNode request = JSON.createObjectNode().put("model", model).put("max_tokens", 64);
            ArrayNode messages = request.putArray("messages");
            for (JsonNode message : chat.path("messages")) {
                String role = message.path("role").asString();
                switch (role) {
                    case "system" -> request.set("system", message.path("content"));
                    case "tool" ->
                        messages.addObject()
                                .put("role", "user")
                                .putArray("content")
                                .addObject()
                                .put("type", "tool_result")
                                .put("tool_use_id", message.path("tool_call_id").asString())
                                .set("content", message.path("content"));
                    case "assistant" -> {
                        JsonNode call = message.path("tool_calls").path(0);
                        messages.addObject()
                                .put("role", role)
                                .putArray("content")
                                .addObject()
                                .put("type", "tool_use")
                                .put("id", call.path("id").asString())
                                .put("name", call.at("/function/name").asString())
                                .set(
                                        "input",
                                        JSON.readTree(
                                                call.at("/function/arguments").asString()));
                    }
                    default -> messages.addObject().put("role", role).set("content", message.path("content"));
                }
            }
            return JSON.writeValueAsBytes(request);
        }
    },
    RESPONSES("/v1/responses") {
        @Override
        public byte[] body(String model, int session, int bytes) {
            JsonNode chat = JSON.readTree(ChatBodies.body(model, session, bytes, false));
            ObjectNode request = JSON.createObjectNode().put("model", model).put("store", false);
            ArrayNode input = request.putArray("input");
            for (JsonNode message : chat.path("messages")) {
                String role = message.path("role").asString();
                switch (role) {
                    case "system" -> request.set("instructions", message.path("content"));
                    case "tool" ->
                        input.addObject()
                                .put("type", "function_call_output")
                                .put("call_id", message.path("tool_call_id").asString())
                                .set("output", message.path("content"));
                    case "assistant" -> {
                        JsonNode call = message.path("tool_calls").path(0);
                        input.addObject()
                                .put("type", "function_call")
                                .put("call_id", call.path("id").asString())
                                .put("name", call.at("/function/name").asString())
                                .set("arguments", call.at("/function/arguments"));
                    }
                    default ->
                        input.addObject()
                                .put("type", "message")
                                .put("role", role)
                                .set("content", message.path("content"));
                }
            }
            return JSON.writeValueAsBytes(request);
        }
    };

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String path;

    Dialect(String path) {
        this.path = path;
    }

    /** Where it is sent. */
    public String path() {
        return path;
    }

    /**
     * One request, without tools.
     *
     * @param bytes its length as a chat request; others are up to a few per cent shorter or longer
     */
    public abstract byte[] body(String model, int session, int bytes);
}
