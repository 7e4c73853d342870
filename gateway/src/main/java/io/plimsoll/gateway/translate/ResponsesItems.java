package io.plimsoll.gateway.translate;

import java.util.List;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes the output items of a response.
 *
 * @param responseId what is particular in the response's id; an item's id is made of it and its place
 * @param echo the request
 * @param tools the tools that were offered
 */
record ResponsesItems(String responseId, ResponsesEcho echo, ResponsesTools tools) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** The state of an item. */
    enum State {
        IN_PROGRESS,
        DONE
    }

    String id(AnswerBlock block) {
        String prefix = switch (block) {
            case AnswerBlock.Reasoning _ -> "rs_";
            case AnswerBlock.Text _ -> "msg_";
            case AnswerBlock.Call call -> origin(call).kind() == ResponsesTools.Kind.CUSTOM ? "ctc_" : "fc_";
        };
        return prefix + responseId + "_" + block.index();
    }

    ResponsesTools.Origin origin(AnswerBlock.Call call) {
        return tools.origin(call.name());
    }

    /** The input of a custom tool, out of the arguments of its function; what is not of that shape is the input itself. */
    String customInput(AnswerBlock.Call call) {
        try {
            JsonNode input = JSON.readTree(call.content()).path("input");
            return input.isString() ? input.asString() : call.content();
        } catch (JacksonException notJson) {
            return call.content();
        }
    }

    /** The arguments of a call, {@code {}} for one that has none. */
    static String arguments(AnswerBlock.Call call) {
        return call.content().isBlank() ? "{}" : call.content();
    }

    void write(AnswerBlock block, State state, JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("id", id(block));
        switch (block) {
            case AnswerBlock.Reasoning reasoning -> {
                json.writeStringProperty("type", "reasoning");
                boolean summary = echo.reasoningAsSummary();
                writeParts(
                        "summary",
                        summary ? done(reasoning, state) : List.of(),
                        part -> writeReasoning(part, json),
                        json);
                if (!summary) {
                    writeParts("content", done(reasoning, state), part -> writeReasoning(part, json), json);
                }
                json.writeNullProperty("encrypted_content");
            }
            case AnswerBlock.Text text -> {
                json.writeStringProperty("type", "message");
                json.writeStringProperty("role", "assistant");
                writeStatus(block, state, json);
                writeParts("content", done(text, state), part -> writeText(part, json), json);
            }
            case AnswerBlock.Call call -> writeCall(call, state, json);
        }
        json.writeEndObject();
    }

    /** A part of a message's content. */
    static void writeText(String text, JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("type", "output_text");
        json.writeStringProperty("text", text);
        writeEmptyArray("annotations", json);
        writeEmptyArray("logprobs", json);
        json.writeEndObject();
    }

    /** A part of a reasoning item's summary or content. */
    void writeReasoning(String text, JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("type", echo.reasoningAsSummary() ? "summary_text" : "reasoning_text");
        json.writeStringProperty("text", text);
        json.writeEndObject();
    }

    static void writeEmptyArray(String name, JsonGenerator json) {
        json.writeArrayPropertyStart(name);
        json.writeEndArray();
    }

    private void writeCall(AnswerBlock.Call call, State state, JsonGenerator json) {
        ResponsesTools.Origin origin = origin(call);
        boolean custom = origin.kind() == ResponsesTools.Kind.CUSTOM;
        boolean done = state == State.DONE;
        json.writeStringProperty("type", custom ? "custom_tool_call" : "function_call");
        writeStatus(call, state, json);
        json.writeStringProperty("call_id", call.id());
        json.writeStringProperty("name", origin.name());
        if (origin.namespace() != null) {
            json.writeStringProperty("namespace", origin.namespace());
        }
        if (custom) {
            json.writeStringProperty("input", done ? customInput(call) : "");
        } else {
            json.writeStringProperty("arguments", done ? arguments(call) : "");
        }
    }

    private static void writeStatus(AnswerBlock block, State state, JsonGenerator json) {
        json.writeStringProperty(
                "status",
                switch (state) {
                    case IN_PROGRESS -> "in_progress";
                    case DONE -> block.isCut() ? "incomplete" : "completed";
                });
    }

    private static List<String> done(AnswerBlock block, State state) {
        return state == State.DONE ? List.of(block.content()) : List.of();
    }

    private static void writeParts(String name, List<String> parts, Consumer<String> part, JsonGenerator json) {
        json.writeArrayPropertyStart(name);
        parts.forEach(part);
        json.writeEndArray();
    }
}
