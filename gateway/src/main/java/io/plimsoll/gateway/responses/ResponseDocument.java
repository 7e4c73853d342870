package io.plimsoll.gateway.responses;

import static io.plimsoll.gateway.responses.ItemSpan.offset;

import io.plimsoll.compression.ByteRange;
import io.plimsoll.gateway.surface.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * What is read of a response object.
 *
 * @param id its id, not empty
 * @param output the items of its output, with commas between them; empty for none
 * @param items each of them that has an id, by that id
 */
record ResponseDocument(String id, ByteRange output, Map<String, ByteRange> items) {

    ResponseDocument {
        items = Map.copyOf(items);
    }

    /** Reads a whole JSON document; empty unless it is a response that has ended, complete or at its limit of tokens. */
    static Optional<ResponseDocument> read(byte[] document) {
        try (JsonParser parser = Json.MAPPER.createParser(document)) {
            return parser.nextToken() == JsonToken.START_OBJECT ? scan(parser) : Optional.empty();
        } catch (JacksonException unreadable) {
            return Optional.empty();
        }
    }

    private static Optional<ResponseDocument> scan(JsonParser parser) {
        String id = null;
        String status = null;
        ByteRange output = null;
        Map<String, ByteRange> items = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (name) {
                case "id" -> id = string(parser, value);
                case "status" -> status = string(parser, value);
                case "output" -> output = value == JsonToken.START_ARRAY ? output(parser, items) : null;
                default -> {
                    // kept unread
                }
            }
            parser.skipChildren();
        }
        boolean ended = "completed".equals(status) || "incomplete".equals(status);
        return ended && id != null && !id.isEmpty() && output != null && parser.nextToken() == null
                ? Optional.of(new ResponseDocument(id, output, items))
                : Optional.empty();
    }

    /** From the first element of the array to its last. */
    private static ByteRange output(JsonParser parser, Map<String, ByteRange> items) {
        int from = offset(parser.currentLocation().getByteOffset());
        int to = from;
        boolean first = true;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            int start = offset(parser.currentTokenLocation().getByteOffset());
            String id = itemId(parser);
            to = ItemSpan.end(parser);
            from = first ? start : from;
            first = false;
            if (id != null) {
                items.put(id, new ByteRange(start, to));
            }
        }
        return new ByteRange(from, to);
    }

    /** Reads the element at hand to its end. */
    private static @Nullable String itemId(JsonParser parser) {
        String id = null;
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                id = name.equals("id") ? string(parser, value) : id;
                parser.skipChildren();
            }
        }
        parser.skipChildren();
        return id;
    }

    private static @Nullable String string(JsonParser parser, JsonToken value) {
        return value == JsonToken.VALUE_STRING ? parser.getString() : null;
    }
}
