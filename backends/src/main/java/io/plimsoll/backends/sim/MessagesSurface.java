package io.plimsoll.backends.sim;

import io.plimsoll.budget.tokens.PromptCall;
import io.plimsoll.budget.tokens.PromptMessage;
import io.plimsoll.budget.tokens.PromptRole;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /v1/messages}. In its whole answer {@code input_tokens} leaves cached tokens out, while the stream's first event
 * tells the whole prompt: so does vLLM.
 */
final class MessagesSurface implements Surface {

    @Override
    public GenerationRequest read(RequestBody body) {
        body.required("messages");
        body.required("max_tokens");
        return new GenerationRequest(
                body.text("model"), prompt(body), body.count("max_tokens"), body.text("cache_salt"));
    }

    /** The conversation in {@code system}, {@code tools} and {@code messages}. */
    static SimulatedPrompt prompt(RequestBody body) {
        var messages = new ArrayList<PromptMessage>();
        for (var message : body.at("messages")) {
            addMessages(message, messages);
        }
        return new SimulatedPrompt.Chat(
                RequestBody.contentText(body.at("system")),
                RequestBody.functions(body.at("tools"), "input_schema"),
                messages);
    }

    /** Tool results are blocks of a user message here, and messages of their own in a template. */
    private static void addMessages(JsonNode message, List<PromptMessage> messages) {
        var content = message.path("content");
        var calls = new ArrayList<PromptCall>();
        var thinking = new StringBuilder();
        boolean results = false;
        for (var block : content) {
            switch (RequestBody.text(block.path("type"))) {
                case "tool_use" ->
                    calls.add(new PromptCall(
                            RequestBody.text(block.path("id")),
                            RequestBody.text(block.path("name")),
                            block.path("input").toString()));
                case "tool_result" -> {
                    results = true;
                    messages.add(new PromptMessage(
                            PromptRole.TOOL,
                            RequestBody.contentText(block.path("content")),
                            "",
                            List.of(),
                            RequestBody.text(block.path("tool_use_id")),
                            RequestBody.images(block.path("content"))));
                }
                case "thinking" -> thinking.append(RequestBody.text(block.path("thinking")));
                default -> {}
            }
        }
        var text = RequestBody.contentText(content);
        int images = RequestBody.images(content);
        if (!results || !text.isEmpty() || images > 0) {
            boolean assistant = RequestBody.text(message.path("role")).equals("assistant");
            messages.add(new PromptMessage(
                    assistant ? PromptRole.ASSISTANT : PromptRole.USER, text, thinking.toString(), calls, "", images));
        }
    }

    @Override
    public ObjectNode whole(Answer answer, RequestBody body) {
        var whole = frame(answer);
        var content = whole.putArray("content");
        var reply = answer.reply();
        if (!reply.text().isEmpty()) {
            content.addObject().put("type", "text").put("text", reply.text());
        }
        for (int i = 0; i < reply.calls().size(); i++) {
            var call = reply.calls().get(i);
            content.addObject()
                    .put("type", "tool_use")
                    .put("id", callId(answer, i))
                    .put("name", call.name())
                    .set("input", input(call.arguments()));
        }
        return whole.put("stop_reason", stopReason(answer)).set("usage", usage(answer));
    }

    @Override
    public Events events(Answer answer, RequestBody body) {
        return new MessagesEvents(answer);
    }

    @Override
    public ObjectNode refusal(RefusedException refused) {
        var error =
                RequestBody.JSON.createObjectNode().put("type", refused.type()).put("message", refused.text());
        return RequestBody.JSON.createObjectNode().put("type", "error").set("error", error);
    }

    static ObjectNode frame(Answer answer) {
        return RequestBody.JSON
                .createObjectNode()
                .put("id", "chatcmpl-" + answer.requestId())
                .put("type", "message")
                .put("role", "assistant")
                .put("model", answer.request().model());
    }

    static ObjectNode usage(Answer answer) {
        return RequestBody.JSON
                .createObjectNode()
                .put("input_tokens", answer.promptTokens() - answer.cachedTokens())
                .put("output_tokens", answer.outputTokens())
                .put("cache_creation_input_tokens", 0)
                .put("cache_read_input_tokens", answer.cachedTokens());
    }

    static String stopReason(Answer answer) {
        if (answer.cutShort()) {
            return "max_tokens";
        }
        return answer.reply().calls().isEmpty() ? "end_turn" : "tool_use";
    }

    static String callId(Answer answer, int index) {
        var id = answer.reply().calls().get(index).id();
        return id.isEmpty() ? "chatcmpl-tool-" + answer.requestId() + index : id;
    }

    /** Arguments as an object; those that the token limit cut off are no JSON any more, and become an empty one. */
    private static JsonNode input(String arguments) {
        try {
            return RequestBody.JSON.readTree(arguments);
        } catch (JacksonException cutOff) {
            return RequestBody.JSON.createObjectNode();
        }
    }
}
