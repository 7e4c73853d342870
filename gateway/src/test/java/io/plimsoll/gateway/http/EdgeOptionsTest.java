package io.plimsoll.gateway.http;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class EdgeOptionsTest {

    @Test
    void saysWhichOptionIsWrongAndWhatIsExpected() {
        Duration second = Duration.ofSeconds(1);

        assertThatThrownBy(
                        () -> new EdgeOptions("localhost", 0, 0, 1, second, second, second, second, second, second, 0))
                .hasMessage("edge: eventLoops: 0 (expected: >= 1)");
        assertThatThrownBy(() ->
                        new EdgeOptions("localhost", 0, 1, 1, second, second, Duration.ZERO, second, second, second, 0))
                .hasMessage("edge: idleTimeout: PT0S (expected: > 0)");
        assertThatThrownBy(() ->
                        new EdgeOptions("localhost", 0, 1, 1L << 31, second, second, second, second, second, second, 0))
                .hasMessage("edge: maxBodyBytes: 2147483648 (expected: 1 to 2147483639)");
    }

    @Test
    void refusesAnUpstreamWithAPrefixThatWouldDoubleASlash() {
        assertThatThrownBy(() -> new Upstream("a", "localhost", 80, false, "/v1/", null))
                .hasMessage("upstream 'a': path prefix: '/v1/' (expected: empty, or '/' first and not last)");
    }
}
