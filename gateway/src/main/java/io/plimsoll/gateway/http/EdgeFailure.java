package io.plimsoll.gateway.http;

/**
 * Why the edge answers by itself, before any byte of an upstream's answer was relayed. Closed, because {@link
 * ExchangePlanner#failure} maps each to the client's dialect.
 */
public enum EdgeFailure {
    /** The body is longer than {@link EdgeOptions#maxBodyBytes()}. */
    BODY_TOO_LARGE,
    /** The client stopped sending its body for {@link EdgeOptions#uploadTimeout()}. */
    UPLOAD_STALLED,
    /** {@link Dispatch} named no upstream at all. */
    NO_UPSTREAM,
    /** No connection to the upstream could be made within {@link EdgeOptions#connectTimeout()}. */
    UPSTREAM_UNREACHABLE,
    /** The upstream closed the connection, or sent what is not HTTP, before it had answered. */
    UPSTREAM_CLOSED,
    /** The upstream did not begin its answer within {@link EdgeOptions#firstByteTimeout()}. */
    UPSTREAM_TIMEOUT,
    /** An exchange that is no stream outlasted {@link EdgeOptions#totalTimeout()} before its answer began. */
    TOTAL_TIMEOUT,
    /** The planner failed, or the edge did. */
    INTERNAL
}
