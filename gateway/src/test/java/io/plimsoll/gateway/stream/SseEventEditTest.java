package io.plimsoll.gateway.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SseEventEditTest {

    private static final String STREAM = """
            : a comment

            event: one
            data: first

            id: 7
            data: change me
            retry: 3

            data: change me
            data: as well

            data: größe

            """;

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void changesAnEventOfOneDataLineWhereverTheStreamIsSplit(String lineEnd) {
        String stream = STREAM.replace("\n", lineEnd);
        String expected = stream.replaceFirst("change me(?=" + lineEnd + "retry)", "changed");
        byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
        for (int split = 0; split <= bytes.length; split++) {
            var edit = new SseEventEdit(SseEventEditTest::changed);
            Buffer out = Buffer.buffer();
            out.appendBuffer(edit.feed(Buffer.buffer().appendBytes(bytes, 0, split)));
            out.appendBuffer(edit.feed(Buffer.buffer().appendBytes(bytes, split, bytes.length - split)));
            out.appendBuffer(edit.finish());
            assertThat(out.toString(StandardCharsets.UTF_8))
                    .as("split at %s", split)
                    .isEqualTo(expected);
        }
    }

    @Test
    void anEventThatNeverEndsPassesAsItCame() {
        var edit = new SseEventEdit(SseEventEditTest::changed);
        assertThat(edit.feed(Buffer.buffer("data: change me")).length()).isZero();
        assertThat(edit.breakOff().toString(StandardCharsets.UTF_8)).isEqualTo("data: change me");
        assertThat(edit.finish().length()).isZero();
    }

    @Test
    void anEventTooLongToBeHeldPassesAndTheNextIsChanged() {
        var edit = new SseEventEdit(SseEventEditTest::changed);
        String longEvent = "data: " + "x".repeat(3 << 20) + "\n\n";
        String stream = longEvent + "data: change me\n\n";
        Buffer out = Buffer.buffer();
        for (int at = 0; at < stream.length(); at += 100_000) {
            out.appendBuffer(edit.feed(Buffer.buffer(stream.substring(at, Math.min(stream.length(), at + 100_000)))));
        }
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(longEvent + "data: changed\n\n");
    }

    private static ByteSpan changed(ByteSpan payload) {
        String text = new String(payload.bytes(), payload.from(), payload.length(), StandardCharsets.UTF_8);
        byte[] changed = "changed".getBytes(StandardCharsets.UTF_8);
        return text.equals("change me") ? new ByteSpan(changed, 0, changed.length) : payload;
    }
}
