package io.plimsoll.backends.resilience;

/** How a request or a probe failed by the backend's fault. A client that left is none of these: it is not reported. */
public enum BackendFailure {
    /** Nobody listens, or the name does not resolve: there is no server to wait for. */
    CONNECT_REFUSED,
    /** The connection broke before the answer's end. A stale keep-alive connection that a retry mended is not reported. */
    CONNECTION_LOST,
    /** No answer within the time limit. */
    TIMEOUT,
    /** A status of 5xx other than a refusal for lack of room, or an answer that is no answer. */
    SERVER_ERROR
}
