package io.plimsoll.gateway.http;

import java.util.List;

/** Names the upstream of each attempt of one exchange. Created per request; called on its event loop. */
public interface Dispatch {

    /**
     * What to do next. Asked before the first attempt, and again after an attempt that failed before any byte of its answer was
     * relayed and that may be repeated, at most {@link EdgeOptions#maxRetries()} times.
     *
     * @param failed the attempts so far, oldest first
     */
    Step next(List<Attempt> failed);

    /** What a dispatch can say. Closed: an attempt, an answer, or no more. */
    sealed interface Step {

        /** Try this. */
        record Send(Sending sending) implements Step {}

        /** The client gets an answer of the gateway's own. */
        record Refuse(ExchangePlan.Answer answer) implements Step {}

        /**
         * No further attempt: the last upstream's answer passes through, or the client gets {@link ExchangePlanner#failure}
         * where there is none.
         */
        record GiveUp() implements Step {}

        /** An attempt with the client's own request. */
        static Step unedited(Upstream upstream) {
            return new Send(Sending.unedited(upstream));
        }
    }
}
