package io.plimsoll.gateway.surface;

import io.plimsoll.gateway.http.AnswerEdit;
import io.plimsoll.gateway.http.AnswerEditing;
import io.plimsoll.gateway.http.EventStreams;
import io.plimsoll.gateway.http.ExchangePlan.Answer;
import io.plimsoll.gateway.stream.ByteSpan;
import io.plimsoll.gateway.stream.SseEventEdit;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** Changes good answers that are JSON, whole or as events; errors and what is packed pass. */
interface JsonAnswerEditing extends AnswerEditing {

    int REDIRECT = 300;

    /** What is done to one answer. Not thread-safe. */
    interface JsonAnswerEdit {

        /**
         * The document that the client gets instead; {@code message} itself where it is no answer that is to change.
         *
         * @throws JacksonException if it is no JSON; then it passes
         */
        ByteSpan whole(ByteSpan message);

        /**
         * The payload of an event that the client gets instead; {@code payload} itself for one that stays.
         *
         * @param type the event's type
         * @throws JacksonException if it is no JSON; then it passes
         */
        ByteSpan event(String type, ByteSpan payload);
    }

    /** Whether a whole document is an answer that is to change. */
    boolean concerns(ByteSpan document);

    /** The edit of one answer. */
    JsonAnswerEdit edit();

    @Override
    default @Nullable AnswerEdit begin(int status, MultiMap headers) {
        if (status >= REDIRECT || headers.contains(HttpHeaders.CONTENT_ENCODING)) {
            return null;
        }
        boolean events = EventStreams.areMeantBy(headers);
        JsonAnswerEdit edit = edit();
        return events ? new SseEventEdit(payload -> event(edit, payload)) : document(this, edit);
    }

    @Override
    default boolean needsPlainAnswers() {
        return true;
    }

    private static AnswerEdit.Document document(JsonAnswerEditing editing, JsonAnswerEdit edit) {
        return (status, headers, body) -> {
            var all = new ByteSpan(body, 0, body.length);
            boolean message = editing.concerns(all);
            return new Answer(
                    status, headers.entries(), message ? whole(edit, all).bytes() : body);
        };
    }

    private static ByteSpan whole(JsonAnswerEdit edit, ByteSpan message) {
        try {
            return edit.whole(message);
        } catch (JacksonException notJson) {
            return message;
        }
    }

    private static ByteSpan event(JsonAnswerEdit edit, ByteSpan payload) {
        String type = JsonObjectField.stringOf(payload.bytes(), payload.from(), payload.to(), "type");
        try {
            return type == null ? payload : edit.event(type, payload);
        } catch (JacksonException notJson) {
            return payload;
        }
    }
}
