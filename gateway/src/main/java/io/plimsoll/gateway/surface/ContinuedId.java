package io.plimsoll.gateway.surface;

import io.plimsoll.gateway.stream.ByteSpan;
import tools.jackson.core.JacksonException;

/**
 * Names the response that an answer continues in {@code previous_response_id}: the engine does not know of it, since it got the
 * whole history instead. Immutable and thread-safe.
 *
 * @param previous the id of the earlier response
 */
public record ContinuedId(String previous) implements JsonAnswerEditing {

    private static final String FIELD = "previous_response_id";
    private static final String RESPONSE = "response";

    @Override
    public ByteSpan document(ByteSpan document) {
        return RESPONSE.equals(JsonObjectField.stringOf(document, "object"))
                ? JsonObjectField.put(document, FIELD, Json.MAPPER.writeValueAsString(previous))
                : document;
    }

    /** Each event that carries the response, from {@code response.created} to the last one. */
    @Override
    public ByteSpan event(ByteSpan payload) {
        String type = JsonObjectField.stringOf(payload, "type");
        if (type == null || !type.startsWith(RESPONSE + ".")) {
            return payload;
        }
        try {
            return JsonObjectField.putInto(payload, RESPONSE, FIELD, Json.MAPPER.writeValueAsString(previous));
        } catch (JacksonException notJson) {
            return payload;
        }
    }
}
