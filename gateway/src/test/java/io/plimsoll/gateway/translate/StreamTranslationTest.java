package io.plimsoll.gateway.translate;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.gateway.http.AnswerEdit;
import io.plimsoll.gateway.translate.Translation.Translated;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class StreamTranslationTest {

    private static final String ENGINE = ".engine.sse";
    private static final String CLIENT = ".client.sse";
    private static final String REQUEST = ".request.json";

    static Stream<TranslationCase> cases() {
        return TranslationCase.all("streams", ENGINE);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void saysInTheClientsEventsWhatTheEngineStreamed(TranslationCase one) throws Exception {
        assertThat(TranslationCase.ended(stream(one), List.of(Buffer.buffer(one.bytes()))))
                .isEqualTo(client(one));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void saysTheSameWhereverTheStreamIsSplit(TranslationCase one) throws Exception {
        byte[] bytes = one.bytes();
        Translated translated = translated(one);
        String expected = client(one);
        int step = Math.max(1, bytes.length / 120);

        for (int at = 0; at < bytes.length; at += step) {
            List<Buffer> pieces = List.of(part(bytes, 0, at), part(bytes, at, bytes.length));
            assertThat(TranslationCase.ended(TranslationCase.stream(translated), pieces))
                    .as("split at %d", at)
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void saysTheSameByteByByteAndWithOtherLineEnds(TranslationCase one) throws Exception {
        for (String lineEnd : List.of("\n", "\r\n", "\r")) {
            byte[] bytes = new String(one.bytes(), StandardCharsets.UTF_8)
                    .replace("\n", lineEnd)
                    .getBytes(StandardCharsets.UTF_8);
            List<Buffer> pieces = Stream.iterate(0, at -> at < bytes.length, at -> at + 1)
                    .map(at -> part(bytes, at, at + 1))
                    .toList();

            assertThat(TranslationCase.ended(stream(one), pieces)).isEqualTo(client(one));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void addsNothingToAStreamThatBreaksOff(TranslationCase one) throws Exception {
        byte[] bytes = one.bytes();
        AnswerEdit.Events stream = stream(one);
        Buffer passed = stream.feed(part(bytes, 0, bytes.length / 2));

        assertThat(stream.breakOff().length()).isZero();
        assertThat(stream.feed(part(bytes, bytes.length / 2, bytes.length)).length())
                .as("behind the end")
                .isZero();
        assertThat(stream.finish().length()).isZero();
        assertThat(client(one)).startsWith(passed.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"messages", "responses"})
    void aCharacterSplitBetweenTwoChunksStaysWhole(String pair) throws Exception {
        String chunk = "data: {\"choices\":[{\"delta\":{\"content\":\"%s\"}}]}\n\n";
        String engine = chunk.formatted("\\ud83d") + chunk.formatted("\\ude00") + "data: [DONE]\n\n";

        String client = TranslationCase.ended(smallStream(pair), List.of(Buffer.buffer(engine)));

        assertThat(texts(client)).isEqualTo("\ud83d\ude00");
    }

    @Test
    void anEventBeyondAllMeasureIsAnErrorAndNotHeld() throws Exception {
        AnswerEdit.Events stream = smallStream("messages");
        Buffer piece = Buffer.buffer("x".repeat(1 << 20));
        Buffer client = stream.feed(Buffer.buffer("data: "));
        for (int i = 0; i < 20; i++) {
            client.appendBuffer(stream.feed(piece));
        }

        EventGrammar.isFailed("messages", client.toString());
        assertThat(client.toString()).contains("too long");
    }

    private static String texts(String events) {
        StringBuilder texts = new StringBuilder();
        for (JsonNode event : EventGrammar.payloads(events)) {
            JsonNode delta = event.path("delta");
            texts.append(
                    delta.isString() ? delta.asString() : delta.path("text").asString(""));
        }
        return texts.toString();
    }

    private static AnswerEdit.Events smallStream(String pair) throws UntranslatableException {
        var request = (ObjectNode) TranslationCase.smallRequest(pair);
        byte[] body = TranslationCase.JSON.writeValueAsBytes(request.put("stream", true));
        return TranslationCase.stream(TranslationCase.translation(pair).translate(body));
    }

    private static AnswerEdit.Events stream(TranslationCase one) throws UntranslatableException {
        return TranslationCase.stream(translated(one));
    }

    private static Translated translated(TranslationCase one) throws UntranslatableException {
        var request = (ObjectNode)
                (one.hasBeside(ENGINE, REQUEST)
                        ? TranslationCase.JSON.readTree(one.beside(ENGINE, REQUEST))
                        : TranslationCase.smallRequest(one.pair()));
        return one.translate(request.put("stream", true));
    }

    private static String client(TranslationCase one) {
        return new String(one.beside(ENGINE, CLIENT), StandardCharsets.UTF_8);
    }

    private static Buffer part(byte[] bytes, int from, int to) {
        return Buffer.buffer(to - from).appendBytes(bytes, from, to - from);
    }
}
