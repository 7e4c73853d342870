package io.plimsoll.gateway.translate;

import io.plimsoll.gateway.surface.ClientError;
import io.plimsoll.gateway.surface.ErrorDialect;
import io.plimsoll.gateway.translate.ResponsesItems.State;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * Answers in the Responses dialect: the {@code response} object, whole, or growing in {@link ResponsesEvents}. Thread-safe.
 *
 * @param echo what it repeats of the request
 * @param tools the tools that were offered
 */
record ResponsesAnswer(ResponsesEcho echo, ResponsesTools tools) implements AnswerDialect {

    @Override
    public ErrorDialect errors() {
        return ErrorDialect.OPENAI;
    }

    @Override
    public AnswerEvents events(EventWriter out) {
        return new ResponsesEvents(this, out);
    }

    @Override
    public byte[] document(AnswerHead head, List<AnswerBlock> blocks, AnswerEnd end) {
        return EventWriter.document(json -> writeEnded(head, blocks, end, json));
    }

    /** The items of an answer. */
    ResponsesItems items(AnswerHead head) {
        return new ResponsesItems(head.id(), echo, tools);
    }

    /** The type of the event that ends a stream. */
    static String endEvent(AnswerEnd end) {
        return "response." + status(end);
    }

    /** Writes the members of a response that has only begun. */
    void writeBegun(AnswerHead head, JsonGenerator json) {
        writeHead(head, "in_progress", json);
        json.writeNullProperty("error");
        json.writeNullProperty("incomplete_details");
        ResponsesItems.writeEmptyArray("output", json);
        echo.write(json);
        json.writeNullProperty("usage");
    }

    /** Writes the members of a response that is complete. */
    void writeEnded(AnswerHead head, List<AnswerBlock> blocks, AnswerEnd end, JsonGenerator json) {
        writeHead(head, status(end), json);
        json.writeNullProperty("error");
        switch (end.finish()) {
            case LENGTH -> writeIncomplete("max_output_tokens", json);
            case CONTENT_FILTER -> writeIncomplete("content_filter", json);
            case STOP, TOOL_CALLS -> json.writeNullProperty("incomplete_details");
        }
        writeOutput(head, blocks, json);
        echo.write(json);
        writeUsage(end.usage(), json);
    }

    /** Writes the members of a response that failed. */
    void writeFailed(AnswerHead head, List<AnswerBlock> blocks, EngineFailure failure, JsonGenerator json) {
        writeHead(head, "failed", json);
        json.writeObjectPropertyStart("error");
        // Clients give up on the first and try again after the second.
        json.writeStringProperty(
                "code", failure.error() == ClientError.CONTEXT_LENGTH ? "context_length_exceeded" : "server_error");
        json.writeStringProperty("message", failure.message(ErrorDialect.OPENAI));
        json.writeEndObject();
        json.writeNullProperty("incomplete_details");
        writeOutput(head, blocks, json);
        echo.write(json);
        json.writeNullProperty("usage");
    }

    private static void writeHead(AnswerHead head, String status, JsonGenerator json) {
        json.writeStringProperty("id", "resp_" + head.id());
        json.writeStringProperty("object", "response");
        json.writeNumberProperty("created_at", head.created());
        json.writeStringProperty("status", status);
        json.writeStringProperty("model", head.model());
    }

    private void writeOutput(AnswerHead head, List<AnswerBlock> blocks, JsonGenerator json) {
        ResponsesItems items = items(head);
        json.writeArrayPropertyStart("output");
        blocks.forEach(block -> items.write(block, State.DONE, json));
        json.writeEndArray();
    }

    private static String status(AnswerEnd end) {
        return switch (end.finish()) {
            case LENGTH, CONTENT_FILTER -> "incomplete";
            case STOP, TOOL_CALLS -> "completed";
        };
    }

    private static void writeIncomplete(String reason, JsonGenerator json) {
        json.writeObjectPropertyStart("incomplete_details");
        json.writeStringProperty("reason", reason);
        json.writeEndObject();
    }

    private static void writeUsage(@Nullable ChatUsage usage, JsonGenerator json) {
        if (usage == null) {
            json.writeNullProperty("usage");
            return;
        }
        json.writeObjectPropertyStart("usage");
        json.writeNumberProperty("input_tokens", usage.prompt());
        json.writeObjectPropertyStart("input_tokens_details");
        json.writeNumberProperty("cached_tokens", usage.cached());
        json.writeNumberProperty("cache_write_tokens", 0);
        json.writeEndObject();
        json.writeNumberProperty("output_tokens", usage.completion());
        json.writeObjectPropertyStart("output_tokens_details");
        json.writeNumberProperty("reasoning_tokens", usage.reasoning());
        json.writeEndObject();
        json.writeNumberProperty("total_tokens", usage.prompt() + usage.completion());
        json.writeEndObject();
    }
}
