package io.plimsoll.gateway.responses;

import io.plimsoll.compression.ByteRange;
import io.plimsoll.gateway.surface.Json;
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
 */
record ResponseDocument(String id, ByteRange output) {

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
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (name) {
                case "id" -> id = string(parser, value);
                case "status" -> status = string(parser, value);
                case "output" -> output = value == JsonToken.START_ARRAY ? ItemSpan.ofArray(parser) : null;
                default -> {
                    // kept unread
                }
            }
            parser.skipChildren();
        }
        boolean ended = "completed".equals(status) || "incomplete".equals(status);
        return ended && id != null && !id.isEmpty() && output != null && parser.nextToken() == null
                ? Optional.of(new ResponseDocument(id, output))
                : Optional.empty();
    }

    private static @Nullable String string(JsonParser parser, JsonToken value) {
        return value == JsonToken.VALUE_STRING ? parser.getString() : null;
    }
}
