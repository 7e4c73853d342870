package io.plimsoll.gateway.surface;

import io.plimsoll.gateway.http.AnswerEdit;
import io.plimsoll.gateway.http.AnswerEditing;
import io.plimsoll.gateway.http.ExchangePlan.Answer;
import io.plimsoll.gateway.stream.ByteSpan;
import io.plimsoll.gateway.stream.SseEventEdit;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** Changes the messages that {@code /v1/messages} answers with, whole or as events; errors and what is packed pass. */
interface MessageEditing extends AnswerEditing {

    int REDIRECT = 300;

    /** What is done to one answer. Not thread-safe. */
    interface MessageEdit {

        /**
         * The message that the client gets instead.
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

    /** The edit of one answer. */
    MessageEdit edit();

    @Override
    default @Nullable AnswerEdit begin(int status, MultiMap headers) {
        if (status >= REDIRECT || headers.contains(HttpHeaders.CONTENT_ENCODING)) {
            return null;
        }
        String type = headers.get(HttpHeaders.CONTENT_TYPE);
        boolean events = type != null && type.regionMatches(true, 0, "text/event-stream", 0, 17);
        MessageEdit edit = edit();
        return events ? new SseEventEdit(payload -> event(edit, payload)) : document(edit);
    }

    @Override
    default boolean needsPlainAnswers() {
        return true;
    }

    private static AnswerEdit.Document document(MessageEdit edit) {
        return (status, headers, body) -> {
            var all = new ByteSpan(body, 0, body.length);
            boolean message = "message".equals(JsonObjectField.stringOf(body, 0, body.length, "type"));
            return new Answer(
                    status, headers.entries(), message ? whole(edit, all).bytes() : body);
        };
    }

    private static ByteSpan whole(MessageEdit edit, ByteSpan message) {
        try {
            return edit.whole(message);
        } catch (JacksonException notJson) {
            return message;
        }
    }

    private static ByteSpan event(MessageEdit edit, ByteSpan payload) {
        String type = JsonObjectField.stringOf(payload.bytes(), payload.from(), payload.to(), "type");
        try {
            return type == null ? payload : edit.event(type, payload);
        } catch (JacksonException notJson) {
            return payload;
        }
    }
}
