package io.plimsoll.gateway.translate;

import io.plimsoll.gateway.http.AnswerEdit;
import io.plimsoll.gateway.http.AnswerEditing;
import io.plimsoll.gateway.http.EventStreams;
import io.plimsoll.gateway.http.ExchangePlan.AnswerShape;
import io.vertx.core.MultiMap;

/**
 * Turns what an engine says to a chat request into the client's dialect: streams while they come, everything else when it is
 * whole. Thread-safe.
 *
 * @param dialect the client's
 * @param asked what the client asked for
 */
record ChatAnswers(AnswerDialect dialect, AnswerShape asked) implements AnswerEditing {

    @Override
    public AnswerEdit begin(int status, MultiMap headers) {
        boolean events = EventStreams.areMeantBy(headers);
        boolean well = status >= 200 && status <= 299;
        return events && well && asked == AnswerShape.STREAM
                ? new ChatStream(dialect)
                : new ChatDocument(dialect, asked);
    }

    @Override
    public boolean needsPlainAnswers() {
        return true;
    }
}
