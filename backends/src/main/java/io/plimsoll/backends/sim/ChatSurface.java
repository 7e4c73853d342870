package io.plimsoll.backends.sim;

import io.plimsoll.budget.tokens.PromptCall;
import io.plimsoll.budget.tokens.PromptMessage;
import io.plimsoll.budget.tokens.PromptRole;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /v1/chat/completions}. */
final class ChatSurface implements Surface {

    @Override
    public GenerationRequest read(RequestBody body) {
        body.required("messages");
        return new GenerationRequest(
                body.text("model"),
                prompt(body),
                body.count("max_completion_tokens", "max_tokens"),
                body.text("cache_salt"));
    }

    /** The conversation in {@code messages} and {@code tools}. */
    static SimulatedPrompt prompt(RequestBody body) {
        var messages = new ArrayList<PromptMessage>();
        for (var message : body.at("messages")) {
            messages.add(message(message));
        }
        var tools = new ArrayList<String>();
        body.at("tools").forEach(tool -> tools.add(tool.toString()));
        boolean headed = !messages.isEmpty() && messages.getFirst().role() == PromptRole.SYSTEM;
        var system = headed ? messages.removeFirst().text() : "";
        return new SimulatedPrompt.Chat(system, tools, messages);
    }

    private static PromptMessage message(JsonNode message) {
        var content = message.path("content");
        var calls = new ArrayList<PromptCall>();
        for (var call : message.path("tool_calls")) {
            var function = call.path("function");
            calls.add(new PromptCall(
                    RequestBody.text(call.path("id")),
                    RequestBody.text(function.path("name")),
                    RequestBody.text(function.path("arguments"))));
        }
        var reasoning = RequestBody.text(message.path("reasoning"));
        return new PromptMessage(
                role(RequestBody.text(message.path("role"))),
                RequestBody.contentText(content),
                reasoning.isEmpty() ? RequestBody.text(message.path("reasoning_content")) : reasoning,
                calls,
                RequestBody.text(message.path("tool_call_id")),
                RequestBody.images(content));
    }

    private static PromptRole role(String role) {
        return switch (role) {
            case "system", "developer" -> PromptRole.SYSTEM;
            case "assistant" -> PromptRole.ASSISTANT;
            case "tool", "function" -> PromptRole.TOOL;
            default -> PromptRole.USER;
        };
    }

    @Override
    public ObjectNode whole(Answer answer, RequestBody body) {
        var reply = answer.reply();
        var message = RequestBody.JSON.createObjectNode().put("role", "assistant");
        message.put("content", reply.text().isEmpty() && !reply.calls().isEmpty() ? null : reply.text());
        message.putNull("refusal").putNull("reasoning");
        if (!reply.calls().isEmpty()) {
            var calls = message.putArray("tool_calls");
            for (int i = 0; i < reply.calls().size(); i++) {
                var call = reply.calls().get(i);
                calls.addObject()
                        .put("id", callId(answer, call, i))
                        .put("type", "function")
                        .putObject("function")
                        .put("name", call.name())
                        .put("arguments", call.arguments());
            }
        }
        var whole = frame(answer, "chat.completion");
        whole.putArray("choices")
                .addObject()
                .put("index", 0)
                .set("message", message)
                .putNull("logprobs")
                .put("finish_reason", answer.finishReason())
                .putNull("stop_reason");
        var usage = usage(answer, answer.outputTokens());
        usage.withObject("prompt_tokens_details").putNull("multimodal_tokens");
        return whole.set("usage", usage);
    }

    @Override
    public Events events(Answer answer, RequestBody body) {
        return new ChatEvents(
                answer,
                body.at("stream_options").path("include_usage").asBoolean(false),
                body.at("stream_options").path("continuous_usage_stats").asBoolean(false));
    }

    static ObjectNode usage(Answer answer, int outputTokens) {
        var usage = plainUsage(answer, outputTokens);
        usage.putObject("prompt_tokens_details")
                .put("cached_tokens", answer.cachedTokens())
                .put("created_cache_tokens", answer.createdCacheTokens());
        return usage;
    }

    static ObjectNode plainUsage(Answer answer, int outputTokens) {
        return RequestBody.JSON
                .createObjectNode()
                .put("prompt_tokens", answer.promptTokens())
                .put("total_tokens", answer.promptTokens() + outputTokens)
                .put("completion_tokens", outputTokens);
    }

    private static ObjectNode frame(Answer answer, String object) {
        return RequestBody.JSON
                .createObjectNode()
                .put("id", "chatcmpl-" + answer.requestId())
                .put("object", object)
                .put("created", answer.createdAt())
                .put("model", answer.request().model());
    }

    private static String callId(Answer answer, PromptCall call, int index) {
        return call.id().isEmpty() ? "chatcmpl-tool-" + answer.requestId() + index : call.id();
    }

    private record ChatEvents(Answer answer, boolean usageAtEnd, boolean usageAlways) implements Events {

        @Override
        public String begin() {
            var delta =
                    RequestBody.JSON.createObjectNode().put("role", "assistant").put("content", "");
            return Surface.data(chunk(delta, 0));
        }

        @Override
        public String tokens(int from, int to) {
            var events = new StringBuilder();
            for (int token = from; token < to; token++) {
                events.append(Surface.data(chunk(delta(answer.deltas(token, token + 1)), token + 1)));
            }
            return events.toString();
        }

        @Override
        public String end() {
            var last = chunk(RequestBody.JSON.createObjectNode(), answer.outputTokens());
            last.withObject("/choices/0")
                    .put("finish_reason", answer.finishReason())
                    .putNull("stop_reason");
            var usage = "";
            if (usageAtEnd) {
                var chunk = frame(answer, "chat.completion.chunk");
                chunk.putArray("choices");
                usage = Surface.data(chunk.set("usage", usage(answer, answer.outputTokens())));
            }
            return Surface.data(last) + usage + Surface.data("[DONE]");
        }

        private ObjectNode chunk(ObjectNode delta, int tokens) {
            var chunk = frame(answer, "chat.completion.chunk");
            chunk.putArray("choices")
                    .addObject()
                    .put("index", 0)
                    .set("delta", delta)
                    .putNull("logprobs")
                    .putNull("finish_reason");
            return usageAlways ? chunk.set("usage", plainUsage(answer, tokens)) : chunk;
        }

        private ObjectNode delta(List<Reply.Delta> deltas) {
            var json = RequestBody.JSON.createObjectNode().put("content", deltas.isEmpty() ? "" : null);
            for (var delta : deltas) {
                switch (delta) {
                    case Reply.TextDelta text -> json.put("content", text.text());
                    case Reply.CallDelta call -> add(json.withArray("tool_calls"), call);
                }
            }
            return json;
        }

        private void add(ArrayNode calls, Reply.CallDelta delta) {
            var json = calls.addObject();
            var function = RequestBody.JSON.createObjectNode();
            if (delta.first()) {
                var call = answer.reply().calls().get(delta.call());
                json.put("id", callId(answer, call, delta.call())).put("type", "function");
                function.put("name", call.name());
            }
            json.put("index", delta.call()).set("function", function.put("arguments", delta.arguments()));
        }
    }
}
