package io.plimsoll.gateway.replay;

import io.plimsoll.backends.sim.Reply;
import io.plimsoll.budget.tokens.PromptCall;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Messages of chat completions: how they are written, and how an assistant's is read as an engine's reply. */
final class ChatMessages {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private ChatMessages() {}

    static ObjectNode text(String role, String text) {
        return NODES.objectNode().put("role", role).put("content", text);
    }

    /** An assistant's message; its content is null where it only calls tools, as engines write it. */
    static ObjectNode assistant(String text, String reasoning, List<PromptCall> calls) {
        var message = NODES.objectNode().put("role", "assistant");
        message.put("content", text.isEmpty() && !calls.isEmpty() ? null : text);
        if (!reasoning.isEmpty()) {
            message.put("reasoning_content", reasoning);
        }
        if (!calls.isEmpty()) {
            var list = message.putArray("tool_calls");
            for (PromptCall call : calls) {
                list.addObject()
                        .put("id", call.id())
                        .put("type", "function")
                        .putObject("function")
                        .put("name", call.name())
                        .put("arguments", call.arguments());
            }
        }
        return message;
    }

    static ObjectNode result(String callId, String text) {
        return NODES.objectNode()
                .put("role", "tool")
                .put("tool_call_id", callId)
                .put("content", text);
    }

    static boolean isAssistant(JsonNode message) {
        return message.path("role").asString("").equals("assistant");
    }

    /** What an engine says to bring forth this assistant message; reasoning is no part of it. */
    static Reply reply(JsonNode assistant) {
        List<PromptCall> calls = new ArrayList<>();
        for (JsonNode call : assistant.path("tool_calls")) {
            JsonNode function = call.path("function");
            calls.add(new PromptCall(
                    call.path("id").asString(""),
                    function.path("name").asString(""),
                    function.path("arguments").asString("")));
        }
        return new Reply(contentText(assistant.path("content")), calls, OptionalInt.empty());
    }

    /** The text of content that is a string or a list of parts; parts without text add nothing. */
    static String contentText(JsonNode content) {
        if (content.isString()) {
            return content.stringValue();
        }
        return content.valueStream().map(part -> part.path("text").asString("")).collect(Collectors.joining());
    }
}
