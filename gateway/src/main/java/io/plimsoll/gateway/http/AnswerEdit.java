package io.plimsoll.gateway.http;

import io.plimsoll.gateway.http.ExchangePlan.Answer;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;

/**
 * How one answer changes on its way to the client. Made for one answer, not thread-safe. Closed: an answer is changed while it
 * streams, or when all of it is there.
 */
public sealed interface AnswerEdit {

    /** Changes an event stream as it passes. Whatever an upstream sends, no method throws. */
    non-sealed interface Events extends AnswerEdit {

        /** Takes the upstream's next bytes; returns those for the client, possibly none, possibly {@code chunk} itself. */
        Buffer feed(Buffer chunk);

        /** The upstream's stream has ended as it should; returns what the client still gets. */
        Buffer finish();

        /** The upstream broke off: returns what may still go, and nothing that could be taken for an end. */
        Buffer breakOff();
    }

    /** Changes an answer of one piece, which is held back until it is whole. */
    non-sealed interface Document extends AnswerEdit {

        /**
         * The answer that the client gets instead.
         *
         * @param status the upstream's
         * @param headers the upstream's end-to-end headers, not to be changed
         * @param body the upstream's, whole
         */
        Answer rewrite(int status, MultiMap headers, byte[] body);
    }
}
