package io.plimsoll.gateway.replay;

import io.plimsoll.backends.sim.Reply;
import io.plimsoll.budget.tokens.PromptCall;
import io.plimsoll.budget.tokens.PromptMessage;
import io.plimsoll.budget.tokens.PromptRole;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Messages of chat completions: how they are written, and how they are read. Stateless. */
public final class ChatMessages {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private ChatMessages() {}

    /** A message of plain text. */
    public static ObjectNode text(String role, String text) {
        return NODES.objectNode().put("role", role).put("content", text);
    }

    /** An assistant's message; its content is null where it only calls tools, as engines write it. */
    public static ObjectNode assistant(String text, String reasoning, List<PromptCall> calls) {
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

    /** The result of a call. */
    public static ObjectNode result(String callId, String text) {
        return NODES.objectNode()
                .put("role", "tool")
                .put("tool_call_id", callId)
                .put("content", text);
    }

    /** A message as chat templates see it. */
    public static PromptMessage prompt(JsonNode message) {
        PromptRole role = switch (message.path("role").asString("")) {
            case "system", "developer" -> PromptRole.SYSTEM;
            case "assistant" -> PromptRole.ASSISTANT;
            case "tool", "function" -> PromptRole.TOOL;
            default -> PromptRole.USER;
        };
        return new PromptMessage(
                role,
                contentText(message.path("content")),
                message.path("reasoning_content").asString(""),
                calls(message),
                message.path("tool_call_id").asString(""),
                0);
    }

    /** The message that {@link #prompt} reads as this one; images are left out. */
    public static ObjectNode node(PromptMessage message) {
        return switch (message.role()) {
            case SYSTEM -> text("system", message.text());
            case USER -> text("user", message.text());
            case ASSISTANT -> assistant(message.text(), message.reasoning(), message.calls());
            case TOOL -> result(message.resultOf(), message.text());
        };
    }

    static boolean isAssistant(JsonNode message) {
        return message.path("role").asString("").equals("assistant");
    }

    /** What an engine says to bring forth this assistant message; reasoning is no part of it. */
    public static Reply reply(JsonNode assistant) {
        return new Reply(contentText(assistant.path("content")), calls(assistant), OptionalInt.empty());
    }

    private static List<PromptCall> calls(JsonNode assistant) {
        List<PromptCall> calls = new ArrayList<>();
        for (JsonNode call : assistant.path("tool_calls")) {
            JsonNode function = call.path("function");
            calls.add(new PromptCall(
                    call.path("id").asString(""),
                    function.path("name").asString(""),
                    function.path("arguments").asString("")));
        }
        return calls;
    }

    /** The text of content that is a string or a list of parts; parts without text add nothing. */
    public static String contentText(JsonNode content) {
        if (content.isString()) {
            return content.stringValue();
        }
        return content.valueStream().map(part -> part.path("text").asString("")).collect(Collectors.joining());
    }
}
