package io.plimsoll.gateway.http;

import io.plimsoll.gateway.http.ExchangePlan.Answer;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Two editings, the second of which works on what the first one makes. Where one streams and the other holds the answer, the
 * first one's kind is what the client gets, and the second is left out.
 */
record SuccessiveEditing(AnswerEditing first, AnswerEditing second) implements AnswerEditing {

    @Override
    public @Nullable AnswerEdit begin(int status, MultiMap headers) {
        AnswerEdit one = first.begin(status, headers);
        AnswerEdit other = second.begin(status, headers);
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        if (one instanceof AnswerEdit.Events inner && other instanceof AnswerEdit.Events outer) {
            return new BothEvents(inner, outer);
        }
        if (one instanceof AnswerEdit.Document inner && other instanceof AnswerEdit.Document outer) {
            return (AnswerEdit.Document) (answered, answerHeaders, body) -> {
                Answer made = inner.rewrite(answered, answerHeaders, body);
                MultiMap madeHeaders = HttpHeaders.headers();
                made.headers().forEach(header -> madeHeaders.add(header.getKey(), header.getValue()));
                return outer.rewrite(made.status(), madeHeaders, made.body());
            };
        }
        return one;
    }

    @Override
    public boolean needsPlainAnswers() {
        return first.needsPlainAnswers() || second.needsPlainAnswers();
    }

    /** A stream that is changed twice. */
    private record BothEvents(AnswerEdit.Events inner, AnswerEdit.Events outer) implements AnswerEdit.Events {

        @Override
        public Buffer feed(Buffer chunk) {
            return outer.feed(inner.feed(chunk));
        }

        @Override
        public Buffer finish() {
            return joined(outer.feed(inner.finish()), outer.finish());
        }

        @Override
        public Buffer breakOff() {
            return joined(outer.feed(inner.breakOff()), outer.breakOff());
        }

        private static Buffer joined(Buffer one, Buffer other) {
            return Buffer.buffer(one.length() + other.length())
                    .appendBuffer(one)
                    .appendBuffer(other);
        }
    }
}
