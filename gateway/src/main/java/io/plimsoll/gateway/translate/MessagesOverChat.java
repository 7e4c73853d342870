package io.plimsoll.gateway.translate;

import io.plimsoll.gateway.http.ExchangePlan.AnswerShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Anthropic's messages over chat completions. The request is translated here, its content in {@link MessagesContent}, the
 * answer in {@link MessagesAnswer}. Thread-safe.
 *
 * <table>
 * <caption>The request</caption>
 * <tr><td>{@code system}, and {@code system} messages anywhere</td><td>{@code system} messages, where they stood</td></tr>
 * <tr><td>{@code tool_result} blocks</td><td>{@code tool} messages, before the rest of their user message</td></tr>
 * <tr><td>images in a {@code tool_result}</td><td>first in the user message that follows its {@code tool} message</td></tr>
 * <tr><td>{@code thinking} without signature</td><td>{@code reasoning_content}; with one it is another model's, and goes
 * whole, as {@code redacted_thinking} does</td></tr>
 * <tr><td>{@code input} of a call</td><td>{@code arguments}, the client's bytes</td></tr>
 * <tr><td>{@code output_config.effort}</td><td>{@code reasoning_effort}</td></tr>
 * </table>
 */
final class MessagesOverChat implements Translation {

    /** Said in other words, or without meaning to an engine that is one's own. */
    private static final Set<String> KNOWN = Set.of(
            "system",
            "stop_sequences",
            "thinking",
            "output_config",
            "output_format",
            "metadata",
            "cache_control",
            "context_management",
            "container",
            "mcp_servers",
            "service_tier",
            "inference_geo",
            "speed",
            "diagnostics",
            "betas",
            "user_profile_id",
            "workspace_id",
            "tools",
            "tool_choice",
            "stream_options");

    @Override
    public String enginePath() {
        return ChatRequest.PATH;
    }

    @Override
    public Translated translate(byte[] body) throws UntranslatableException {
        JsonFields request = JsonValue.of(body).fields();
        request.refuse("container", "none: engines have no containers");
        refuseServers(request.get("mcp_servers"));
        var chat = new ChatRequest();
        chat.copy(request, "model");
        writeMessages(request, chat);
        writeTools(request, chat);
        for (String same : List.of("max_tokens", "temperature", "top_p", "top_k")) {
            chat.copy(request, same);
        }
        chat.copy(request, "stop_sequences", "stop");
        writeOutputConfig(request, chat);
        chat.copy(request, "stream");
        if (request.isTrue("stream")) {
            chat.field("stream_options", "{\"include_usage\":true}");
        }
        chat.copyUnknown(request, KNOWN);
        AnswerShape asked = request.isTrue("stream") ? AnswerShape.STREAM : AnswerShape.WHOLE;
        return new Translated(chat.toBytes(), new ChatAnswers(new MessagesAnswer(), asked));
    }

    private static void refuseServers(@Nullable JsonValue servers) throws UntranslatableException {
        if (servers != null && !servers.elements().isEmpty()) {
            throw servers.expected("none: the client has to call MCP servers itself");
        }
    }

    private static void writeMessages(JsonFields request, ChatRequest chat) throws UntranslatableException {
        chat.beginMessages();
        JsonValue system = request.get("system");
        if (system != null) {
            JsonText text = MessagesContent.systemText(system);
            if (!text.isEmpty()) {
                chat.system(text);
            }
        }
        for (JsonValue element : request.require("messages").elements()) {
            JsonFields message = element.fields();
            JsonValue role = message.require("role");
            JsonValue content = message.require("content");
            switch (role.string()) {
                case "user" -> MessagesContent.writeUser(content, chat);
                case "assistant" -> chat.assistant(MessagesContent.assistantTurn(content));
                case "system" -> chat.system(MessagesContent.systemText(content));
                default -> throw role.expected("user, assistant or system");
            }
        }
        chat.endMessages();
    }

    private static void writeTools(JsonFields request, ChatRequest chat) throws UntranslatableException {
        JsonValue tools = request.get("tools");
        if (tools == null) {
            return;
        }
        List<ChatTool> functions = new ArrayList<>();
        JsonValue leftOut = null;
        for (JsonValue element : tools.elements()) {
            JsonFields tool = element.fields();
            String type = tool.type("custom");
            if (type.equals("custom")) {
                functions.add(new ChatTool(
                        tool.require("name").text(),
                        rawOrNull(tool, "description"),
                        rawOrNull(tool, "input_schema"),
                        rawOrNull(tool, "strict")));
            } else if (HostedTools.isOptional(type)) {
                leftOut = tool.require("type");
            } else {
                throw tool.require("type").expected("custom: an engine knows only tools with a schema");
            }
        }
        if (functions.isEmpty()) {
            if (leftOut != null) {
                throw leftOut.expected("custom: an engine has no tools of its own");
            }
            return;
        }
        chat.field("tools", functions.stream().map(ChatTool::raw).collect(Collectors.joining(",", "[", "]")));
        writeToolChoice(request.get("tool_choice"), chat);
    }

    private static void writeToolChoice(@Nullable JsonValue value, ChatRequest chat) throws UntranslatableException {
        if (value == null) {
            return;
        }
        JsonFields choice = value.fields();
        JsonValue type = choice.require("type");
        chat.field(
                "tool_choice",
                switch (type.string()) {
                    case "auto" -> "\"auto\"";
                    case "any" -> "\"required\"";
                    case "none" -> "\"none\"";
                    case "tool" -> ChatTool.demanding(choice.require("name").text());
                    default -> throw type.expected("auto, any, none or tool");
                });
        JsonValue alone = choice.get("disable_parallel_tool_use");
        if (alone != null) {
            chat.field("parallel_tool_calls", alone.isTrue() ? "false" : "true");
        }
    }

    private static void writeOutputConfig(JsonFields request, ChatRequest chat) throws UntranslatableException {
        JsonValue config = request.get("output_config");
        JsonFields output = config == null ? null : config.fields();
        JsonValue effort = output == null ? null : output.get("effort");
        if (effort != null) {
            // Chat completions have no word above "high".
            boolean highest = Set.of("xhigh", "max").contains(effort.string());
            chat.field("reasoning_effort", highest ? "\"high\"" : effort.raw());
        }
        JsonValue format = output == null ? null : output.get("format");
        writeFormat(format == null ? request.get("output_format") : format, chat);
    }

    private static void writeFormat(@Nullable JsonValue value, ChatRequest chat) throws UntranslatableException {
        if (value == null) {
            return;
        }
        JsonFields format = value.fields();
        JsonValue type = format.require("type");
        if (!type.string().equals("json_schema")) {
            throw type.expected("json_schema");
        }
        // Chat completions want a name for each schema, this dialect has none.
        chat.field(
                "response_format",
                "{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"output\",\"schema\":"
                        + format.require("schema").raw() + "}}");
    }

    private static @Nullable String rawOrNull(JsonFields tool, String name) {
        JsonValue value = tool.get(name);
        return value == null ? null : value.raw();
    }
}
