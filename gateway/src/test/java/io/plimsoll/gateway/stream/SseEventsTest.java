package io.plimsoll.gateway.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SseEventsTest {

    private static final String STREAM =
            "\ufeffdata: one\n\n: comment\n\nevent: x\ndata:two\ndata: lines\n\nid: 7\n\ndata: é😀\n\n";

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void findsTheSamePayloadsWhereverTheStreamIsSplit(String lineEnd) {
        byte[] bytes = STREAM.replace("\n", lineEnd).getBytes(StandardCharsets.UTF_8);

        for (int at = 0; at <= bytes.length; at++) {
            assertThat(payloads(new SseEvents(), part(bytes, 0, at), part(bytes, at, bytes.length)))
                    .containsExactly("one", "two\nlines", "é😀");
        }
    }

    @Test
    void givesTheLastEventThatNoEmptyLineFollows() {
        var events = new SseEvents();

        assertThat(payloads(events, Buffer.buffer("data: one\n\ndata: two\n"))).containsExactly("one");
        assertThat(text(Objects.requireNonNull(events.last()))).isEqualTo("two");
    }

    @Test
    void hasNoLastEventBehindAnEmptyLine() {
        var events = new SseEvents();
        payloads(events, Buffer.buffer("data: one\n\n"));

        assertThat(events.last()).isNull();
    }

    @Test
    void saysWhenAnEventIsLongerThanItHolds() {
        var events = new SseEvents();
        for (int i = 0; i < 17; i++) {
            payloads(events, Buffer.buffer("x".repeat(1 << 20)));
        }

        assertThat(events.isTooLong()).isTrue();
    }

    private static List<String> payloads(SseEvents events, Buffer... pieces) {
        List<String> payloads = new ArrayList<>();
        for (Buffer piece : pieces) {
            events.feed(piece);
            for (ByteSpan data = events.next(); data != null; data = events.next()) {
                payloads.add(text(data));
            }
        }
        return payloads;
    }

    private static String text(ByteSpan span) {
        return new String(span.bytes(), span.from(), span.length(), StandardCharsets.UTF_8);
    }

    private static Buffer part(byte[] bytes, int from, int to) {
        return Buffer.buffer(to - from).appendBytes(bytes, from, to - from);
    }
}
