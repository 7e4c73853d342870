package io.plimsoll.gateway.surface;

import io.plimsoll.gateway.http.AnswerEdit;
import io.plimsoll.gateway.http.AnswerEditing;
import io.plimsoll.gateway.http.ExchangePlan.Answer;
import io.plimsoll.gateway.stream.ByteSpan;
import io.plimsoll.gateway.stream.SseEventEdit;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Changes good answers that are JSON: the whole document, or single events of a stream. */
interface JsonAnswerEditing extends AnswerEditing {

    /** The document that the client gets instead; {@code document} itself where it stays. Never throws. */
    ByteSpan document(ByteSpan document);

    /** The payload that the client gets instead; {@code payload} itself where it stays. Never throws. */
    ByteSpan event(ByteSpan payload);

    @Override
    default @Nullable AnswerEdit begin(int status, MultiMap headers) {
        boolean good = status >= 200 && status <= 299;
        if (!good || headers.contains(HttpHeaders.CONTENT_ENCODING)) {
            return null;
        }
        String type = headers.get(HttpHeaders.CONTENT_TYPE);
        boolean events = type != null && type.regionMatches(true, 0, "text/event-stream", 0, 17);
        return events ? new SseEventEdit(this::event) : (AnswerEdit.Document) this::whole;
    }

    @Override
    default boolean needsPlainAnswers() {
        return true;
    }

    private Answer whole(int status, MultiMap headers, byte[] body) {
        var span = new ByteSpan(body, 0, body.length);
        ByteSpan edited = document(span);
        return new Answer(
                status,
                headers.entries(),
                edited == span ? body : Arrays.copyOfRange(edited.bytes(), edited.from(), edited.to()));
    }
}
