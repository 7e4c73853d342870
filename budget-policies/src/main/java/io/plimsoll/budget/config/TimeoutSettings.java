package io.plimsoll.budget.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long the gateway waits.
 *
 * @param connect for a connection to a backend
 * @param firstToken from the request to the first byte of the answer
 * @param idle between two bytes of an answer
 * @param total for a whole answer that is no stream
 * @param upload for a client's whole request
 */
public record TimeoutSettings(
        @Nullable Duration connect,
        @Nullable Duration firstToken,
        @Nullable Duration idle,
        @Nullable Duration total,
        @Nullable Duration upload) {

    static final TimeoutSettings ABSENT = new TimeoutSettings(null, null, null, null, null);

    public Duration effectiveConnect() {
        return connect != null ? connect : Duration.ofSeconds(5);
    }

    public Duration effectiveFirstToken() {
        return firstToken != null ? firstToken : Duration.ofMinutes(10);
    }

    public Duration effectiveIdle() {
        return idle != null ? idle : Duration.ofMinutes(5);
    }

    public Duration effectiveTotal() {
        return total != null ? total : Duration.ofMinutes(30);
    }

    public Duration effectiveUpload() {
        return upload != null ? upload : Duration.ofSeconds(30);
    }
}
