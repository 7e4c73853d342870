package io.plimsoll.backends.sim;

import io.plimsoll.budget.tokens.PromptCall;
import io.plimsoll.budget.tokens.PromptMessage;
import io.plimsoll.budget.tokens.PromptRole;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.DoubleNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** {@code /v1/responses}, without stored responses. */
final class ResponsesSurface implements Surface {

    @Override
    public GenerationRequest read(RequestBody body) {
        var input = body.required("input");
        var messages = new ArrayList<PromptMessage>();
        if (input.isString()) {
            messages.add(PromptMessage.of(PromptRole.USER, input.stringValue()));
        } else {
            input.forEach(item -> add(item, messages));
        }
        var system = body.text("instructions");
        if (system.isEmpty() && !messages.isEmpty() && messages.getFirst().role() == PromptRole.SYSTEM) {
            system = messages.removeFirst().text();
        }
        var prompt = new SimulatedPrompt.Chat(system, RequestBody.functions(body.at("tools"), "parameters"), messages);
        return new GenerationRequest(
                body.text("model"), prompt, body.count("max_output_tokens"), body.text("cache_salt"));
    }

    private static void add(JsonNode item, List<PromptMessage> messages) {
        switch (RequestBody.text(item.path("type"))) {
            case "function_call" -> addCall(item, messages);
            case "function_call_output" ->
                messages.add(new PromptMessage(
                        PromptRole.TOOL,
                        RequestBody.contentText(item.path("output")),
                        "",
                        List.of(),
                        RequestBody.text(item.path("call_id")),
                        RequestBody.images(item.path("output"))));
            case "", "message" -> {
                var content = item.path("content");
                var role = switch (RequestBody.text(item.path("role"))) {
                    case "assistant" -> PromptRole.ASSISTANT;
                    case "system", "developer" -> PromptRole.SYSTEM;
                    default -> PromptRole.USER;
                };
                messages.add(new PromptMessage(
                        role, RequestBody.contentText(content), "", List.of(), "", RequestBody.images(content)));
            }
            default -> {
                // Reasoning and hosted tools' items have no place in this engine's prompt.
            }
        }
    }

    /** Calls are items of their own here, and part of the assistant's message in a template. */
    private static void addCall(JsonNode item, List<PromptMessage> messages) {
        var calls = new ArrayList<PromptCall>();
        var text = "";
        if (!messages.isEmpty() && messages.getLast().role() == PromptRole.ASSISTANT) {
            var last = messages.removeLast();
            calls.addAll(last.calls());
            text = last.text();
        }
        calls.add(new PromptCall(
                RequestBody.text(item.path("call_id")),
                RequestBody.text(item.path("name")),
                RequestBody.text(item.path("arguments"))));
        messages.add(new PromptMessage(PromptRole.ASSISTANT, text, "", calls, "", 0));
    }

    @Override
    public ObjectNode whole(Answer answer, RequestBody body) {
        return complete(answer, body);
    }

    static ObjectNode complete(Answer answer, RequestBody body) {
        var whole = response(answer, body, answer.cutShort() ? "incomplete" : "completed");
        if (answer.cutShort()) {
            whole.putObject("incomplete_details").put("reason", "max_output_tokens");
        }
        whole.set("output", output(answer));
        return whole.set("usage", usage(answer));
    }

    @Override
    public Events events(Answer answer, RequestBody body) {
        return new ResponsesEvents(answer, body);
    }

    static ObjectNode response(Answer answer, RequestBody body, String status) {
        var response = RequestBody.JSON.createObjectNode();
        response.put("id", "resp_" + answer.requestId())
                .put("created_at", answer.createdAt())
                .putNull("incomplete_details")
                .put("instructions", body.at("instructions").isString() ? body.text("instructions") : null)
                .put("model", answer.request().model())
                .put("object", "response");
        response.putArray("output");
        response.put("parallel_tool_calls", true);
        if (answer.request().maxTokens().isPresent()) {
            response.put("max_output_tokens", answer.request().maxTokens().getAsInt());
        }
        echo(body, response);
        return response.put("status", status).putNull("usage");
    }

    /** Repeats what was asked, as far as SDKs insist on it, with the engine's defaults where nothing was. */
    private static void echo(RequestBody body, ObjectNode response) {
        var tools = body.at("tools");
        response.set("tools", tools.isArray() ? tools : RequestBody.JSON.createArrayNode());
        var choice = body.at("tool_choice");
        response.set("tool_choice", asked(choice) ? choice : StringNode.valueOf(tools.isEmpty() ? "none" : "auto"));
        for (var sampling : List.of("temperature", "top_p")) {
            var value = body.at(sampling);
            response.set(sampling, asked(value) ? value : DoubleNode.valueOf(1));
        }
        for (var repeated : List.of("metadata", "previous_response_id", "reasoning", "text")) {
            var value = body.at(repeated);
            response.set(repeated, asked(value) ? value : NullNode.getInstance());
        }
    }

    private static boolean asked(JsonNode value) {
        return !value.isMissingNode() && !value.isNull();
    }

    static ArrayNode output(Answer answer) {
        var output = RequestBody.JSON.createArrayNode();
        var reply = answer.reply();
        if (!reply.text().isEmpty()) {
            output.add(message(answer, answer.cutShort() ? "incomplete" : "completed", reply.text()));
        }
        for (int i = 0; i < reply.calls().size(); i++) {
            output.add(call(answer, i, "completed", reply.calls().get(i).arguments()));
        }
        return output;
    }

    static ObjectNode message(Answer answer, String status, String text) {
        var message = RequestBody.JSON.createObjectNode().put("id", "msg_" + answer.requestId());
        var content = message.putArray("content");
        if (!text.isEmpty()) {
            content.add(part(text));
        }
        return message.put("role", "assistant").put("status", status).put("type", "message");
    }

    static ObjectNode part(String text) {
        var part = RequestBody.JSON.createObjectNode();
        part.putArray("annotations");
        part.putArray("logprobs");
        return part.put("text", text).put("type", "output_text");
    }

    static ObjectNode call(Answer answer, int index, String status, String arguments) {
        var call = answer.reply().calls().get(index);
        var callId = call.id().isEmpty() ? "chatcmpl-tool-" + answer.requestId() + index : call.id();
        return RequestBody.JSON
                .createObjectNode()
                .put("id", "fc_" + answer.requestId() + index)
                .put("type", "function_call")
                .put("call_id", callId)
                .put("name", call.name())
                .put("arguments", arguments)
                .put("status", status);
    }

    private static ObjectNode usage(Answer answer) {
        var usage = RequestBody.JSON.createObjectNode().put("input_tokens", answer.promptTokens());
        usage.putObject("input_tokens_details")
                .put("cached_tokens", answer.cachedTokens())
                .put("cache_write_tokens", answer.createdCacheTokens());
        usage.put("output_tokens", answer.outputTokens());
        usage.putObject("output_tokens_details").put("reasoning_tokens", 0);
        return usage.put("total_tokens", answer.promptTokens() + answer.outputTokens());
    }
}
