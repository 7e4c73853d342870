package io.plimsoll.gateway.http;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What the edge does with a request. Closed: it either answers by itself or forwards to one upstream. */
public sealed interface ExchangePlan {

    /**
     * An answer of the gateway's own.
     *
     * @param status 200 to 599
     * @param headers in order, repeated names allowed; {@code content-length} is added by the edge
     * @param body the whole body, possibly empty; not to be changed afterwards
     */
    record Answer(int status, List<Map.Entry<String, String>> headers, byte[] body) implements ExchangePlan {
        public Answer {
            if (status < 200 || status > 599) {
                throw new IllegalArgumentException("answer: status: " + status + " (expected: 200 to 599)");
            }
            headers = List.copyOf(headers);
            Objects.requireNonNull(body, "answer: body");
        }
    }

    /**
     * The request goes to an upstream and the upstream's answer comes back.
     *
     * @param dispatch names the upstream of each attempt
     * @param shape what the client asked for: decides whether {@link EdgeOptions#totalTimeout()} applies before the answer's
     *     head tells
     * @param listener hears of the exchange's progress
     */
    record Forward(Dispatch dispatch, AnswerShape shape, ExchangeListener listener) implements ExchangePlan {
        public Forward {
            Objects.requireNonNull(dispatch, "forward: dispatch");
            Objects.requireNonNull(shape, "forward: shape");
            Objects.requireNonNull(listener, "forward: listener");
        }
    }

    /** What kind of answer the client asked for. */
    enum AnswerShape {
        /** One body, when the upstream is done: the total timeout runs from the start. */
        WHOLE,
        /** An event stream: no total timeout, unless the upstream answers with something else. */
        STREAM
    }
}
