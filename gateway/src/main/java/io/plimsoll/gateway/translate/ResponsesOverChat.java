package io.plimsoll.gateway.translate;

import io.plimsoll.gateway.http.ExchangePlan.AnswerShape;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * OpenAI's Responses over chat completions. The request is translated here, its items in {@link ResponsesInput}, its tools in
 * {@link ResponsesTools}, the answer in {@link ResponsesAnswer}. Thread-safe.
 *
 * <table>
 * <caption>The request</caption>
 * <tr><td>{@code instructions} and what developers say before anybody else</td><td>one {@code system} message</td></tr>
 * <tr><td>{@code developer} and {@code system} items further on</td><td>{@code system} messages, where they stood</td></tr>
 * <tr><td>an assistant's items between two of others</td><td>one {@code assistant} message</td></tr>
 * <tr><td>{@code reasoning}</td><td>{@code reasoning_content}; dropped where it is only there encrypted</td></tr>
 * <tr><td>images in an output</td><td>a user message behind the {@code tool} messages</td></tr>
 * <tr><td>{@code text.format}</td><td>{@code response_format}</td></tr>
 * <tr><td>{@code reasoning.effort}</td><td>{@code reasoning_effort}</td></tr>
 * </table>
 *
 * What stands in the hosted API's memory ({@code previous_response_id}, {@code conversation}, {@code prompt}) an engine does
 * not have: such a request is refused, as an answer without its history would be made up.
 */
final class ResponsesOverChat implements Translation {

    /** Said in other words, or without meaning to an engine that is one's own. */
    private static final Set<String> KNOWN = Set.of(
            "instructions",
            "input",
            "tools",
            "tool_choice",
            "parallel_tool_calls",
            "max_output_tokens",
            "max_tool_calls",
            "text",
            "reasoning",
            "store",
            "include",
            "truncation",
            "background",
            "prompt_cache_key",
            "prompt_cache_retention",
            "prompt_cache_options",
            "client_metadata",
            "metadata",
            "context_management",
            "safety_identifier",
            "service_tier",
            "moderation",
            "top_logprobs",
            "previous_response_id",
            "conversation",
            "prompt",
            "stream_options");

    @Override
    public String enginePath() {
        return ChatRequest.PATH;
    }

    @Override
    public Translated translate(byte[] body) throws UntranslatableException {
        JsonFields request = JsonValue.of(body).fields();
        for (String remembered : List.of("previous_response_id", "conversation", "prompt")) {
            request.refuse(remembered, "none: the whole history in input");
        }
        if (request.isTrue("background")) {
            request.refuse("background", "false");
        }
        var chat = new ChatRequest();
        chat.copy(request, "model");
        ResponsesInput.write(request, chat);
        ResponsesTools tools = ResponsesTools.read(request.get("tools"));
        if (!tools.isEmpty()) {
            chat.field("tools", tools.raw());
            writeToolChoice(request.get("tool_choice"), chat);
            chat.copy(request, "parallel_tool_calls");
        }
        chat.copy(request, "max_output_tokens", "max_tokens");
        for (String same : List.of("temperature", "top_p")) {
            chat.copy(request, same);
        }
        writeReasoning(request.get("reasoning"), chat);
        writeFormat(request.get("text"), chat);
        chat.copy(request, "stream");
        if (request.isTrue("stream")) {
            chat.field("stream_options", "{\"include_usage\":true}");
        }
        chat.copyUnknown(request, KNOWN);
        AnswerShape asked = request.isTrue("stream") ? AnswerShape.STREAM : AnswerShape.WHOLE;
        return new Translated(
                chat.toBytes(), new ChatAnswers(new ResponsesAnswer(ResponsesEcho.of(request), tools), asked));
    }

    private static void writeToolChoice(@Nullable JsonValue choice, ChatRequest chat) throws UntranslatableException {
        if (choice == null) {
            return;
        }
        if (choice.isString()) {
            if (!Set.of("auto", "none", "required").contains(choice.string())) {
                throw choice.expected("auto, none, required or a function");
            }
            chat.field("tool_choice", choice.raw());
            return;
        }
        JsonFields chosen = choice.fields();
        JsonValue type = chosen.require("type");
        if (!Set.of("function", "custom").contains(type.string())) {
            throw type.expected("function or custom");
        }
        chat.field("tool_choice", ChatTool.demanding(ResponsesTools.functionName(chosen)));
    }

    private static void writeReasoning(@Nullable JsonValue reasoning, ChatRequest chat) throws UntranslatableException {
        if (reasoning != null) {
            chat.copy(reasoning.fields(), "effort", "reasoning_effort");
        }
    }

    private static void writeFormat(@Nullable JsonValue text, ChatRequest chat) throws UntranslatableException {
        JsonValue value = text == null ? null : text.fields().get("format");
        if (value == null) {
            return;
        }
        JsonFields format = value.fields();
        JsonValue type = format.require("type");
        switch (type.string()) {
            case "text" -> {
                // What engines do anyway.
            }
            case "json_object" -> chat.field("response_format", "{\"type\":\"json_object\"}");
            case "json_schema" -> chat.field("response_format", schemaFormat(format));
            default -> throw type.expected("text, json_object or json_schema");
        }
    }

    private static String schemaFormat(JsonFields format) throws UntranslatableException {
        var schema = new StringBuilder("{\"type\":\"json_schema\",\"json_schema\":{\"name\":")
                .append(format.rawOr("name", "\"output\""));
        for (String optional : List.of("description", "strict")) {
            JsonValue value = format.get(optional);
            if (value != null) {
                schema.append(",\"").append(optional).append("\":").append(value.raw());
            }
        }
        return schema.append(",\"schema\":")
                .append(format.require("schema").raw())
                .append("}}")
                .toString();
    }
}
