package io.plimsoll.gateway.http;

/** How a forwarded exchange ended. Closed: accounts are settled differently for each. */
public sealed interface Outcome {

    /** The upstream's answer was relayed to its end. */
    record Completed() implements Outcome {}

    /** The client left first. */
    record ClientGone() implements Outcome {}

    /** The upstream could not be reached, broke off, or sent what is not HTTP. */
    record UpstreamFailed(String reason) implements Outcome {}

    /** A time limit ran out. */
    record TimedOut(Limit limit) implements Outcome {}

    /** The edge answered by itself for a reason that is not the upstream's. */
    record Refused(EdgeFailure failure) implements Outcome {}

    /** The gateway is closing and would not wait any longer. */
    record ShutDown() implements Outcome {}

    /** Which of the {@link EdgeOptions} ran out. */
    enum Limit {
        FIRST_BYTE,
        IDLE,
        TOTAL,
        UPLOAD,
        CLIENT_STALL
    }
}
