package io.plimsoll.backends.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.VertxException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class BackendFailureTest {

    @Test
    void tellsAbsenceFromSilenceAndFromBreakage() {
        assertThat(BackendFailure.of(new ConnectException())).isEqualTo(BackendFailure.CONNECT_REFUSED);
        assertThat(BackendFailure.of(new UnknownHostException())).isEqualTo(BackendFailure.CONNECT_REFUSED);
        assertThat(BackendFailure.of(new TimeoutException())).isEqualTo(BackendFailure.TIMEOUT);
        assertThat(BackendFailure.of(new IOException())).isEqualTo(BackendFailure.CONNECTION_LOST);
        assertThat(BackendFailure.of(new VertxException("closed"))).isEqualTo(BackendFailure.CONNECTION_LOST);
        assertThat(BackendFailure.of(new IllegalStateException())).isEqualTo(BackendFailure.SERVER_ERROR);
    }
}
