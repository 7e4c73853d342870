package io.plimsoll.gateway.translate;

import io.plimsoll.gateway.stream.ByteSpan;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What one chunk of a chat completion brings; a completion of one piece is a chunk that brings everything. Only the first
 * choice is read.
 *
 * @param head who answers
 * @param reasoning more reasoning, possibly empty; engines call it {@code reasoning_content} or {@code reasoning}
 * @param text more text, possibly empty
 * @param calls pieces of calls
 * @param finish why the model stopped, null while it has not
 * @param stopSequence the client's stop sequence that the model made, null where none is told of
 * @param usage what it cost, null where the chunk does not tell
 */
record ChatChunk(
        AnswerHead head,
        String reasoning,
        String text,
        List<CallPiece> calls,
        @Nullable Finish finish,
        @Nullable String stopSequence,
        @Nullable ChatUsage usage) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Why a model stopped. Closed: what it does not know is {@link #STOP}, as nothing was cut off. */
    enum Finish {
        STOP,
        LENGTH,
        TOOL_CALLS,
        CONTENT_FILTER
    }

    /**
     * A piece of a call.
     *
     * @param index which of the calls it belongs to
     * @param id the call's id, null or empty after its first piece
     * @param name what is called, null or empty after its first piece
     * @param arguments more of the arguments, possibly empty
     */
    record CallPiece(
            int index, @Nullable String id, @Nullable String name, String arguments) {}

    ChatChunk {
        calls = List.copyOf(calls);
    }

    /** Reads the payload of an event. */
    static ChatChunk ofEvent(ByteSpan data) throws EngineFailure {
        return read(data, "delta");
    }

    /** Reads a completion of one piece. */
    static ChatChunk ofDocument(byte[] body) throws EngineFailure {
        return read(new ByteSpan(body, 0, body.length), "message");
    }

    private static ChatChunk read(ByteSpan json, String message) throws EngineFailure {
        JsonNode node;
        try {
            node = JSON.readTree(json.bytes(), json.from(), json.length());
        } catch (JacksonException notJson) {
            throw EngineFailure.unreadable("The engine's answer is not JSON");
        }
        if (node.hasNonNull("error")) {
            throw EngineFailure.inBand(node.path("error"));
        }
        if (!node.path("choices").isArray()) {
            throw EngineFailure.unreadable("The engine's answer is not a chat completion");
        }
        JsonNode choice = node.path("choices").path(0);
        if (choice.path("index").asInt(0) != 0) {
            choice = JSON.nullNode();
        }
        JsonNode said = choice.path(message);
        return new ChatChunk(
                AnswerHead.read(node),
                firstText(said, "reasoning_content", "reasoning"),
                firstText(said, "content") + firstText(said, "refusal"),
                calls(said.path("tool_calls")),
                finish(choice.path("finish_reason")),
                choice.path("stop_reason").isString()
                        ? choice.path("stop_reason").asString()
                        : null,
                ChatUsage.read(node.path("usage")));
    }

    private static String firstText(JsonNode said, String... names) {
        for (String name : names) {
            if (said.path(name).isString() && !said.path(name).asString().isEmpty()) {
                return said.path(name).asString();
            }
        }
        return "";
    }

    private static List<CallPiece> calls(JsonNode pieces) {
        List<CallPiece> calls = new ArrayList<>();
        for (JsonNode piece : pieces) {
            JsonNode function = piece.path("function");
            JsonNode arguments = function.path("arguments");
            calls.add(new CallPiece(
                    piece.path("index").asInt(calls.size()),
                    textOrNull(piece.path("id")),
                    textOrNull(function.path("name")),
                    // Some engines parse the arguments.
                    arguments.isObject() ? arguments.toString() : arguments.asString("")));
        }
        return calls;
    }

    private static @Nullable String textOrNull(JsonNode value) {
        return value.isString() && !value.asString().isEmpty() ? value.asString() : null;
    }

    private static @Nullable Finish finish(JsonNode reason) throws EngineFailure {
        if (!reason.isString()) {
            return null;
        }
        return switch (reason.asString()) {
            case "length" -> Finish.LENGTH;
            case "tool_calls", "function_call" -> Finish.TOOL_CALLS;
            case "content_filter" -> Finish.CONTENT_FILTER;
            case "abort", "error" -> throw EngineFailure.unreadable("The engine gave the answer up");
            default -> Finish.STOP;
        };
    }
}
