package io.plimsoll.gateway.surface;

import io.plimsoll.budget.tokens.PromptMessage;
import io.plimsoll.compression.ByteRange;
import io.plimsoll.compression.ClearingWriter;
import io.plimsoll.compression.Conversation;
import io.plimsoll.compression.HistoryMessage;
import io.plimsoll.compression.Segment;
import io.plimsoll.compression.SegmentKind;
import io.plimsoll.compression.Splice;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Puts other text in the place of a tool's result. The text is a string, or the text parts of a list, in all dialects; they
 * differ in the field that it stands in, and in whether a result is a message of its own. Clients of dialects in which it is have
 * no words to ask for a clearing, so nothing is cleared here. Stateless and thread-safe.
 */
final class ResultText implements ClearingWriter {

    private final String field;
    private final Place place;
    private final Function<byte[], List<PromptMessage>> reader;

    /** What the object with the field is. */
    enum Place {
        /** The whole message. */
        MESSAGE,
        /** One of its content blocks. */
        BLOCK
    }

    ResultText(String field, Place place, Function<byte[], List<PromptMessage>> reader) {
        this.field = field;
        this.place = place;
        this.reader = reader;
    }

    @Override
    public List<Splice> withoutReasoning(Conversation conversation, int message) {
        return List.of();
    }

    @Override
    public Optional<Splice> cleared(Conversation conversation, int message, Segment segment) {
        return Optional.empty();
    }

    @Override
    public Optional<Splice> shortened(Conversation conversation, int message, Segment segment, String text) {
        if (segment.kind() != SegmentKind.TOOL_RESULT) {
            return Optional.empty();
        }
        HistoryMessage client = conversation.messages().get(message);
        ByteRange block = segment.range();
        int start = client.range().start() + (place == Place.BLOCK ? block.start() : 0);
        int length = place == Place.BLOCK ? block.length() : client.range().length();
        ByteRange value = field(conversation.body(), new ByteRange(start, start + length), field);
        if (value == null) {
            return Optional.empty();
        }
        JsonNode said = Json.MAPPER.readTree(conversation.body(), start + value.start(), value.length());
        return told(said, text)
                .map(Json.MAPPER::writeValueAsBytes)
                .filter(bytes -> bytes.length < value.length())
                .map(bytes ->
                        new Splice(value, bytes).movedBy(start - client.range().start()));
    }

    /** The value of a field of an object, from the object's start; of duplicate keys the last one counts. */
    static @Nullable ByteRange field(byte[] body, ByteRange object, String name) {
        ByteRange found = null;
        try (JsonParser parser = Json.MAPPER.createParser(body, object.start(), object.length())) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                boolean wanted = parser.currentName().equals(name);
                parser.nextToken();
                ByteRange value = RequestOutline.whole(parser);
                found = wanted ? value : found;
            }
        }
        return found;
    }

    /** All text in the first part that has any; what is no text stays where it is. */
    private static Optional<JsonNode> told(JsonNode said, String text) {
        if (said.isString()) {
            return Optional.of(Json.MAPPER.getNodeFactory().stringNode(text));
        }
        ArrayNode parts = Json.MAPPER.createArrayNode();
        boolean told = false;
        for (JsonNode part : said) {
            if (!part.path("text").isString()) {
                if (part.has("stdout")) {
                    return Optional.empty();
                }
                parts.add(part);
            } else if (!told) {
                parts.add(((ObjectNode) part.deepCopy()).put("text", text));
                told = true;
            }
        }
        return told ? Optional.of(parts) : Optional.empty();
    }

    @Override
    public List<PromptMessage> read(byte[] message) {
        return reader.apply(message);
    }
}
