package io.plimsoll.gateway.surface;

import io.plimsoll.gateway.http.ExchangePlan.Answer;
import io.plimsoll.gateway.stream.ByteSpan;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/**
 * The block at the head of an answer that stands for the history until then, as the API writes it: a client of {@code
 * /v1/messages} hands it back, and everything before it is dropped. The engine's own blocks move up by one. Immutable and
 * thread-safe.
 *
 * @param note what the history held; never blank
 */
public record CompactionBlock(String note) implements JsonAnswerEditing {

    private static final String STOP_REASON = "compaction";

    public CompactionBlock {
        if (note.isBlank()) {
            throw new IllegalArgumentException("compaction block: note: blank (expected: text)");
        }
    }

    @Override
    public boolean concerns(ByteSpan document) {
        return "message".equals(JsonObjectField.stringOf(document, "type"));
    }

    @Override
    public JsonAnswerEdit edit() {
        return new Beginning();
    }

    /**
     * The answer that is this block and nothing else: no engine was asked, so nothing was generated.
     *
     * @param id of the message
     * @param model as the client calls it
     * @param inputTokens what was compacted
     * @param headers further headers
     */
    public Answer alone(String id, String model, int inputTokens, List<Map.Entry<String, String>> headers) {
        return answer("application/json", message(id, model, inputTokens, true).toString(), headers);
    }

    /** The same as an event stream. */
    public Answer aloneAsEvents(String id, String model, int inputTokens, List<Map.Entry<String, String>> headers) {
        ObjectNode start = object("message_start");
        start.set("message", message(id, model, inputTokens, false));
        ObjectNode delta = object("message_delta");
        delta.putObject("delta").put("stop_reason", STOP_REASON).putNull("stop_sequence");
        delta.set("usage", usage(inputTokens));
        String stream = event("message_start", start)
                + "\n\n" + events()
                + "\n\n" + event("message_delta", delta)
                + "\n\n" + event("message_stop", object("message_stop"))
                + "\n\n";
        return answer("text/event-stream; charset=utf-8", stream, headers);
    }

    private static Answer answer(String type, String body, List<Map.Entry<String, String>> headers) {
        var all = new ArrayList<>(headers);
        all.add(Map.entry("content-type", type));
        return new Answer(200, all, body.getBytes(StandardCharsets.UTF_8));
    }

    private ObjectNode message(String id, String model, int inputTokens, boolean whole) {
        ObjectNode message = Json.MAPPER
                .createObjectNode()
                .put("id", id)
                .put("type", "message")
                .put("role", "assistant")
                .put("model", model);
        var content = message.putArray("content");
        if (whole) {
            content.add(block(note));
        }
        message.put("stop_reason", whole ? STOP_REASON : null).putNull("stop_sequence");
        message.set("usage", usage(inputTokens));
        return message;
    }

    private static ObjectNode usage(int inputTokens) {
        return Json.MAPPER
                .createObjectNode()
                .put("input_tokens", inputTokens)
                .put("cache_creation_input_tokens", 0)
                .put("cache_read_input_tokens", 0)
                .put("output_tokens", 0);
    }

    private static ObjectNode block(String content) {
        return Json.MAPPER.createObjectNode().put("type", "compaction").put("content", content);
    }

    /** The events of the block, the note in one piece; the line end of the last one is left out. */
    private String events() {
        ObjectNode start = object("content_block_start").put("index", 0);
        start.set("content_block", block(""));
        ObjectNode delta = object("content_block_delta").put("index", 0);
        delta.putObject("delta").put("type", "compaction_delta").put("content", note);
        ObjectNode stop = object("content_block_stop").put("index", 0);
        return List.of(start, delta, stop).stream()
                .map(event -> event(event.path("type").asString(), event))
                .collect(Collectors.joining("\n\n"));
    }

    private static ObjectNode object(String type) {
        return Json.MAPPER.createObjectNode().put("type", type);
    }

    private static String event(String type, ObjectNode payload) {
        return "event: " + type + "\ndata: " + payload;
    }

    /** Puts the block before what the engine says. */
    private final class Beginning implements JsonAnswerEdit {

        private boolean begun;

        @Override
        public ByteSpan whole(ByteSpan message) {
            return all(JsonObjectField.putFirst(
                    message.bytes(),
                    message.from(),
                    message.to(),
                    "content",
                    block(note).toString()));
        }

        /** An engine's stream that does not begin as it should passes as it is. */
        @Override
        public ByteSpan event(String type, ByteSpan payload) {
            return switch (type) {
                case "message_start" -> {
                    begun = true;
                    yield followed(payload, "\n\n" + events());
                }
                case "content_block_start", "content_block_delta", "content_block_stop" ->
                    begun
                            ? all(JsonObjectField.increment(payload.bytes(), payload.from(), payload.to(), "index"))
                            : payload;
                default -> payload;
            };
        }

        /** The line end of the event ends the last one of what follows. */
        private static ByteSpan followed(ByteSpan payload, String text) {
            var joined = new ByteArrayOutputStream();
            joined.write(payload.bytes(), payload.from(), payload.length());
            joined.writeBytes(text.getBytes(StandardCharsets.UTF_8));
            return all(joined.toByteArray());
        }

        private static ByteSpan all(byte[] bytes) {
            return new ByteSpan(bytes, 0, bytes.length);
        }
    }
}
