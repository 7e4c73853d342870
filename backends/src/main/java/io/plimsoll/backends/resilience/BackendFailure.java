package io.plimsoll.backends.resilience;

import io.vertx.core.VertxException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.concurrent.TimeoutException;

/** How a request or a probe failed by the backend's fault. A client that left is none of these: it is not reported. */
public enum BackendFailure {
    /** Nobody listens, or the name does not resolve: there is no server to wait for. */
    CONNECT_REFUSED,
    /** The connection broke before the answer's end. A stale keep-alive connection that a retry mended is not reported. */
    CONNECTION_LOST,
    /** No answer within the time limit. */
    TIMEOUT,
    /** A status of 5xx other than a refusal for lack of room, or an answer that is no answer. */
    SERVER_ERROR;

    /** For logs, metrics and people: {@code connect refused}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** The failure that an exception of an HTTP exchange stands for. */
    public static BackendFailure of(Throwable failure) {
        return switch (failure) {
            case ConnectException refused -> CONNECT_REFUSED;
            case UnknownHostException unknown -> CONNECT_REFUSED;
            case NoRouteToHostException unreachable -> CONNECT_REFUSED;
            case TimeoutException late -> TIMEOUT;
            case IOException broken -> CONNECTION_LOST;
            case VertxException closed -> CONNECTION_LOST;
            default -> SERVER_ERROR;
        };
    }
}
