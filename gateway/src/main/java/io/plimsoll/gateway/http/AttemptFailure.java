package io.plimsoll.gateway.http;

import io.vertx.core.MultiMap;

/** Why an attempt may be repeated. Closed: nothing else may be, since the upstream may have done the work. */
public sealed interface AttemptFailure {

    /** No connection could be made. */
    record Unreachable(String reason) implements AttemptFailure {
        static Unreachable because(Throwable failure) {
            return new Unreachable(AttemptFailure.reason(failure));
        }
    }

    /**
     * The upstream said that it is not able to serve now.
     *
     * @param status 429, 503 or 529
     * @param headers the answer's, {@code retry-after} among them; not to be changed
     */
    record Overloaded(int status, MultiMap headers) implements AttemptFailure {
        static boolean isMeantBy(int status) {
            return status == 429 || status == 503 || status == 529;
        }
    }

    /**
     * The upstream does not know the path.
     *
     * @param status 404, 405 or 501
     */
    record Unspoken(int status) implements AttemptFailure {
        static boolean isMeantBy(int status) {
            return status == 404 || status == 405 || status == 501;
        }
    }

    /** What went wrong, down to the first cause: a TLS failure says why only there. */
    static String reason(Throwable failure) {
        StringBuilder reason = new StringBuilder(String.valueOf(failure.getMessage()));
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            String message = cause.getMessage();
            if (message != null && reason.indexOf(message) < 0) {
                reason.append(": ").append(message);
            }
        }
        return reason.toString();
    }
}
