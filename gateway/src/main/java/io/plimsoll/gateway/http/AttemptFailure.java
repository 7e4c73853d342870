package io.plimsoll.gateway.http;

import io.vertx.core.MultiMap;

/** Why an attempt may be repeated. Closed: nothing else may be, since the upstream may have done the work. */
public sealed interface AttemptFailure {

    /** No connection could be made. */
    record Unreachable(String reason) implements AttemptFailure {}

    /**
     * The upstream said that it is not able to serve now.
     *
     * @param status 429, 503 or 529
     * @param headers the answer's, {@code retry-after} among them; not to be changed
     */
    record Overloaded(int status, MultiMap headers) implements AttemptFailure {}
}
