package io.plimsoll.gateway.translate;

import io.plimsoll.gateway.surface.ErrorDialect;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers in Anthropic's dialect. Thread-safe.
 *
 * <p>Thinking has an empty signature: the SDKs demand one, and an engine's reasoning is not signed. Arguments that are no JSON
 * object stand as {@code {"_raw": "…"}} in a whole answer, so that neither the client nor the model takes them for an empty
 * call; in a stream the client gets them as the engine sent them.
 */
final class MessagesAnswer implements AnswerDialect {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    /** Half of a character, which has no bytes of its own: to a regular expression a whole one is another character. */
    private static final Pattern HALF_CHARACTER = Pattern.compile("[\\x{d800}-\\x{dfff}]");

    @Override
    public ErrorDialect errors() {
        return ErrorDialect.ANTHROPIC;
    }

    @Override
    public AnswerEvents events(EventWriter out) {
        return new Events(out);
    }

    @Override
    public byte[] document(AnswerHead head, List<AnswerBlock> blocks, AnswerEnd end) {
        return EventWriter.document(json -> {
            writeHead(head, json);
            json.writeArrayPropertyStart("content");
            blocks.forEach(block -> writeBlock(block, json));
            json.writeEndArray();
            writeStop(end, json);
            writeUsage(end.usage(), json);
        });
    }

    private static void writeHead(AnswerHead head, JsonGenerator json) {
        json.writeStringProperty("id", "msg_" + head.id());
        json.writeStringProperty("type", "message");
        json.writeStringProperty("role", "assistant");
        json.writeStringProperty("model", head.model());
    }

    private static void writeBlock(AnswerBlock block, JsonGenerator json) {
        json.writeStartObject();
        switch (block) {
            case AnswerBlock.Reasoning reasoning -> writeThinking(reasoning.content(), json);
            case AnswerBlock.Text text -> writeText(text.content(), json);
            case AnswerBlock.Call call -> {
                writeToolUse(call, json);
                json.writeName("input");
                writeInput(call.content(), json);
            }
        }
        json.writeEndObject();
    }

    private static void writeThinking(String thinking, JsonGenerator json) {
        json.writeStringProperty("type", "thinking");
        json.writeStringProperty("thinking", thinking);
        json.writeStringProperty("signature", "");
    }

    private static void writeText(String text, JsonGenerator json) {
        json.writeStringProperty("type", "text");
        json.writeStringProperty("text", text);
    }

    private static void writeToolUse(AnswerBlock.Call call, JsonGenerator json) {
        json.writeStringProperty("type", "tool_use");
        json.writeStringProperty("id", call.id());
        json.writeStringProperty("name", call.name());
    }

    private static void writeInput(String arguments, JsonGenerator json) {
        if (arguments.isBlank()) {
            json.writeRawValue("{}");
        } else if (isObject(arguments)) {
            json.writeRawValue(HALF_CHARACTER
                    .matcher(arguments)
                    .replaceAll(half -> "\\\\u%04x".formatted((int) half.group().charAt(0))));
        } else {
            json.writeStartObject();
            json.writeStringProperty("_raw", arguments);
            json.writeEndObject();
        }
    }

    private static boolean isObject(String arguments) {
        try {
            JsonNode node = JSON.readTree(arguments);
            return node.isObject();
        } catch (JacksonException notJson) {
            return false;
        }
    }

    private static void writeStop(AnswerEnd end, JsonGenerator json) {
        boolean sequence = end.stopSequence() != null && end.finish() == ChatChunk.Finish.STOP;
        json.writeStringProperty(
                "stop_reason",
                switch (end.finish()) {
                    case STOP -> sequence ? "stop_sequence" : "end_turn";
                    case LENGTH -> "max_tokens";
                    case TOOL_CALLS -> "tool_use";
                    case CONTENT_FILTER -> "refusal";
                });
        json.writeName("stop_sequence");
        if (sequence) {
            json.writeString(end.stopSequence());
        } else {
            json.writeNull();
        }
    }

    private static void writeUsage(@Nullable ChatUsage reported, JsonGenerator json) {
        ChatUsage usage = Objects.requireNonNullElse(reported, ChatUsage.NONE);
        json.writeObjectPropertyStart("usage");
        json.writeNumberProperty("input_tokens", usage.prompt() - usage.cached());
        json.writeNumberProperty("cache_creation_input_tokens", 0);
        json.writeNumberProperty("cache_read_input_tokens", usage.cached());
        json.writeNumberProperty("output_tokens", usage.completion());
        json.writeEndObject();
    }

    /** Writes {@code message_start}, the blocks, {@code message_delta}, {@code message_stop}. */
    private static final class Events implements AnswerEvents {

        private final EventWriter out;

        Events(EventWriter out) {
            this.out = out;
        }

        @Override
        public void begin(AnswerHead head) {
            out.event("message_start", json -> {
                json.writeObjectPropertyStart("message");
                writeHead(head, json);
                json.writeArrayPropertyStart("content");
                json.writeEndArray();
                json.writeNullProperty("stop_reason");
                json.writeNullProperty("stop_sequence");
                // Engines count at the end: message_delta tells.
                writeUsage(null, json);
                json.writeEndObject();
            });
        }

        @Override
        public void open(AnswerBlock block) {
            blockEvent("content_block_start", block, json -> {
                json.writeObjectPropertyStart("content_block");
                switch (block) {
                    case AnswerBlock.Reasoning _ -> writeThinking("", json);
                    case AnswerBlock.Text _ -> writeText("", json);
                    case AnswerBlock.Call call -> {
                        writeToolUse(call, json);
                        json.writeObjectPropertyStart("input");
                        json.writeEndObject();
                    }
                }
                json.writeEndObject();
            });
        }

        @Override
        public void grow(AnswerBlock block, String delta) {
            blockEvent("content_block_delta", block, json -> {
                json.writeObjectPropertyStart("delta");
                switch (block) {
                    case AnswerBlock.Reasoning _ -> writeDelta("thinking_delta", "thinking", delta, json);
                    case AnswerBlock.Text _ -> writeDelta("text_delta", "text", delta, json);
                    case AnswerBlock.Call _ -> writeDelta("input_json_delta", "partial_json", delta, json);
                }
                json.writeEndObject();
            });
        }

        @Override
        public void close(AnswerBlock block) {
            blockEvent("content_block_stop", block, json -> {});
        }

        @Override
        public void end(AnswerEnd end) {
            out.event("message_delta", json -> {
                json.writeObjectPropertyStart("delta");
                writeStop(end, json);
                json.writeEndObject();
                writeUsage(end.usage(), json);
            });
            out.event("message_stop", json -> {});
        }

        @Override
        public void fail(EngineFailure failure) {
            out.payload("error", failure.answer(ErrorDialect.ANTHROPIC).body());
        }

        private void blockEvent(String type, AnswerBlock block, Consumer<JsonGenerator> rest) {
            out.event(type, json -> {
                json.writeNumberProperty("index", block.index());
                rest.accept(json);
            });
        }

        private static void writeDelta(String type, String name, String delta, JsonGenerator json) {
            json.writeStringProperty("type", type);
            json.writeStringProperty(name, delta);
        }
    }
}
