package io.plimsoll.gateway.surface;

import io.plimsoll.gateway.stream.ByteSpan;

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
    public boolean concerns(ByteSpan document) {
        return RESPONSE.equals(JsonObjectField.stringOf(document, "object"));
    }

    @Override
    public JsonAnswerEdit edit() {
        String id = Json.MAPPER.writeValueAsString(previous);
        return new JsonAnswerEdit() {
            @Override
            public ByteSpan whole(ByteSpan response) {
                return JsonObjectField.put(response, FIELD, id);
            }

            /** Each event that carries the response, from {@code response.created} to the last one. */
            @Override
            public ByteSpan event(String type, ByteSpan payload) {
                return type.startsWith(RESPONSE + ".")
                        ? JsonObjectField.putInto(payload, RESPONSE, FIELD, id)
                        : payload;
            }
        };
    }
}
