package io.plimsoll.gateway.surface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.gateway.http.AnswerEdit;
import io.plimsoll.gateway.http.AnswerEditing;
import io.plimsoll.gateway.http.ExchangePlan.Answer;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompactionBlockTest {

    private static final CompactionBlock BLOCK = new CompactionBlock("It was \"so\".\nÜber.");
    private static final String NOTE = "\"It was \\\"so\\\".\\nÜber.\"";

    private static final String STREAM = """
            event: message_start
            data: {"type":"message_start","message":{"id":"msg_1","content":[],"usage":{"input_tokens":7}}}

            : comment

            event: ping
            data: {"type": "ping"}

            event: content_block_start
            data: {"index" : 0,"type":"content_block_start","content_block":{"type":"text","text":"","index":3}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"größer: \\"index\\":0"}}

            event: content_block_stop
            data: {"type":"content_block_stop","index":9}

            event: message_delta
            data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":1}}

            event: message_stop
            data: {"type":"message_stop"}

            """;

    private static final String BLOCK_EVENTS = "event: content_block_start\n"
            + "data: {\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"compaction\",\"content\":\"\"}}\n\n"
            + "event: content_block_delta\n"
            + "data: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"compaction_delta\",\"content\":"
            + NOTE
            + "}}\n\n"
            + "event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":0}\n\n";

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n"})
    void standsAtTheHeadOfAStreamWhereverThatIsSplitAndAllElseKeepsItsBytes(String lineEnd) {
        String stream = STREAM.replace("\n", lineEnd);
        byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
        String moved = stream.replace("{\"index\" : 0,", "{\"index\" : 1,")
                .replace("_delta\",\"index\":0,", "_delta\",\"index\":1,")
                .replace("\"index\":9", "\"index\":10");
        // The line end of the event before is the gateway's, that of the newest event inserted the engine's.
        String whole = moved.replace(lineEnd + lineEnd + ": comment", "\n\n" + BLOCK_EVENTS + ": comment")
                .replace("\n\n: comment", lineEnd + lineEnd + ": comment");
        for (int split = 0; split <= bytes.length; split++) {
            AnswerEdit.Events edit = events(BLOCK);
            Buffer out = Buffer.buffer();
            out.appendBuffer(edit.feed(Buffer.buffer().appendBytes(bytes, 0, split)));
            out.appendBuffer(edit.feed(Buffer.buffer().appendBytes(bytes, split, bytes.length - split)));
            out.appendBuffer(edit.finish());
            assertThat(out.toString(StandardCharsets.UTF_8))
                    .as("split at %s", split)
                    .isEqualTo(whole);
        }
    }

    @Test
    void aStreamThatDoesNotBeginAsItShouldPasses() {
        String stream = STREAM.substring(STREAM.indexOf(": comment"));
        AnswerEdit.Events edit = events(BLOCK);
        assertThat(edit.feed(Buffer.buffer(stream)).appendBuffer(edit.finish()).toString(StandardCharsets.UTF_8))
                .isEqualTo(stream);
    }

    @Test
    void aStreamThatBreaksOffHasNoEnd() {
        AnswerEdit.Events edit = events(BLOCK);
        String begun = STREAM.substring(0, STREAM.indexOf("event: content_block_delta") + 40);
        String out =
                edit.feed(Buffer.buffer(begun)).appendBuffer(edit.breakOff()).toString(StandardCharsets.UTF_8);
        assertThat(out)
                .contains(BLOCK_EVENTS)
                .doesNotContain("message_stop")
                .endsWith(begun.substring(begun.length() - 30));
    }

    @Test
    void isTheFirstBlockOfAWholeAnswer() {
        assertThat(
                        whole(
                                "{\"type\":\"message\", \"content\" : [ {\"type\":\"text\",\"text\":\"\\u0041\"} ],\"usage\":{}}"))
                .isEqualTo("{\"type\":\"message\", \"content\" : [{\"type\":\"compaction\",\"content\":" + NOTE
                        + "}, {\"type\":\"text\",\"text\":\"\\u0041\"} ],\"usage\":{}}");
        assertThat(whole("{\"type\":\"message\",\"content\":[]}"))
                .isEqualTo("{\"type\":\"message\",\"content\":[{\"type\":\"compaction\",\"content\":" + NOTE + "}]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"error\",\"content\":[]}",
                "{\"type\":\"message\",\"content\":null}",
                "{\"type\":\"message\"}",
                "{\"type\":\"message\",\"content\":[",
                "[]",
                "",
                "no json"
            })
    void whatIsNoMessagePasses(String body) {
        assertThat(whole(body)).isEqualTo(body);
    }

    @Test
    void errorsAndWhatIsPackedPass() {
        assertThat(BLOCK.begin(400, headers("application/json"))).isNull();
        assertThat(BLOCK.begin(200, headers("application/json").add(HttpHeaders.CONTENT_ENCODING, "gzip")))
                .isNull();
        assertThat(BLOCK.needsPlainAnswers()).isTrue();
    }

    @Test
    void anAnswerTellsOfClearingsAsWell() {
        AnswerEditing both = new AppliedEdits("{\"applied_edits\":[1]}").then(BLOCK);
        AnswerEdit.Events edit = events(both);
        String out =
                edit.feed(Buffer.buffer(STREAM)).appendBuffer(edit.finish()).toString(StandardCharsets.UTF_8);
        assertThat(out)
                .contains(
                        BLOCK_EVENTS,
                        "\"usage\":{\"output_tokens\":1},\"context_management\":{\"applied_edits\":[1]}}");
    }

    @Test
    void aloneItIsAnAnswerThatStopsForIt() {
        Answer answer = BLOCK.alone("msg_2", "m", 42, List.of(Map.entry("x-a", "b")));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers())
                .containsExactly(Map.entry("x-a", "b"), Map.entry("content-type", "application/json"));
        assertThat(text(answer))
                .isEqualTo("{\"id\":\"msg_2\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\",\"content\":["
                        + "{\"type\":\"compaction\",\"content\":" + NOTE
                        + "}],\"stop_reason\":\"compaction\",\"stop_sequence\":null,\"usage\":{\"input_tokens\":42,"
                        + "\"cache_creation_input_tokens\":0,\"cache_read_input_tokens\":0,\"output_tokens\":0}}");
    }

    @Test
    void aloneItIsAStreamThatStopsForIt() {
        String usage = "\"usage\":{\"input_tokens\":42,\"cache_creation_input_tokens\":0,\"cache_read_input_tokens\":0,"
                + "\"output_tokens\":0}";
        Answer answer = BLOCK.aloneAsEvents("msg_2", "m", 42, List.of());
        assertThat(answer.headers()).containsExactly(Map.entry("content-type", "text/event-stream; charset=utf-8"));
        assertThat(text(answer))
                .isEqualTo("event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"msg_2\","
                        + "\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\",\"content\":[],\"stop_reason\":null,"
                        + "\"stop_sequence\":null," + usage + "}}\n\n" + BLOCK_EVENTS
                        + "event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"compaction\","
                        + "\"stop_sequence\":null}," + usage + "}\n\n"
                        + "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n");
    }

    @Test
    void aNoteThatSaysNothingIsNone() {
        assertThatThrownBy(() -> new CompactionBlock(" "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("compaction block: note: blank (expected: text)");
    }

    private static AnswerEdit.Events events(AnswerEditing editing) {
        return (AnswerEdit.Events)
                Objects.requireNonNull(editing.begin(200, headers("text/event-stream; charset=utf-8")));
    }

    private static String whole(String body) {
        MultiMap headers = headers("application/json");
        var edit = (AnswerEdit.Document) Objects.requireNonNull(BLOCK.begin(200, headers));
        return text(edit.rewrite(200, headers, body.getBytes(StandardCharsets.UTF_8)));
    }

    private static MultiMap headers(String contentType) {
        return HttpHeaders.headers().add(HttpHeaders.CONTENT_TYPE, contentType);
    }

    private static String text(Answer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }
}
