package io.plimsoll.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BodyCollectorTest {

    @ParameterizedTest
    @CsvSource({"-1, 10000", "10000, 10000", "20000, 10000", "6000000, 6000000", "-1, 6000000"})
    void putsTheChunksTogetherWhateverLengthWasDeclared(long declared, int size) {
        byte[] body = new byte[size];
        for (int i = 0; i < size; i++) {
            body[i] = (byte) (i * 31);
        }
        BodyCollector collector = new BodyCollector(declared, 10_000_000);

        for (int at = 0; at < size; at += 7_777) {
            byte[] chunk = Arrays.copyOfRange(body, at, Math.min(size, at + 7_777));
            assertThat(collector.add(Buffer.buffer(chunk))).isTrue();
        }

        assertThat(collector.toArray()).isEqualTo(body);
    }

    @Test
    void refusesTheChunkThatWouldPassTheLimit() {
        BodyCollector collector = new BodyCollector(-1, 10);

        assertThat(collector.add(Buffer.buffer("123456789"))).isTrue();
        assertThat(collector.add(Buffer.buffer("01"))).isFalse();
        assertThat(collector.add(Buffer.buffer("0"))).isTrue();
        assertThat(new String(collector.toArray(), StandardCharsets.US_ASCII)).isEqualTo("1234567890");
    }
}
