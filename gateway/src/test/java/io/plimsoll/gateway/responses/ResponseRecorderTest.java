package io.plimsoll.gateway.responses;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseRecorderTest {

    private static final String RESPONSE =
            "{\"id\":\"resp_1\",\"object\":\"response\",\"output\":[{\"type\":\"message\"}],\"status\":\"completed\"}";
    private static final String BEGIN = "event: response.created\ndata: {\"type\":\"response.created\",\"response\":"
            + "{\"id\":\"resp_1\",\"output\":[],\"status\":\"in_progress\"}}\n\n"
            + "event: response.output_text.delta\ndata: {\"type\":\"response.output_text.delta\",\"delta\":\"hi\"}\n\n";

    private final List<String> found = new ArrayList<>();
    private final ResponseRecorder recorder =
            new ResponseRecorder(document -> found.add(new String(document, StandardCharsets.UTF_8)));

    @Test
    void findsADocumentBeforeTheAnswerHasEnded() {
        feed(RESPONSE);

        assertThat(found).containsExactly(RESPONSE);
        recorder.end();
        assertThat(found).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"response.completed", "response.incomplete"})
    void findsWhatTheLastEventOfAStreamCarriesHoweverItIsSplit(String event) {
        String stream = BEGIN + "event: " + event + "\r\ndata: {\"response\":" + RESPONSE + ",\"type\":\"" + event
                + "\",\"sequence_number\":9}\r\n\r\n";
        for (int at = 0; at < stream.length(); at += 7) {
            recorder.bytes(Buffer.buffer(stream.substring(at, Math.min(stream.length(), at + 7))));
        }

        assertThat(found).containsExactly(RESPONSE);
    }

    @Test
    void aDocumentMayComeInPiecesThatLookWhole() {
        recorder.bytes(Buffer.buffer(RESPONSE.substring(0, RESPONSE.indexOf('}') + 1)));
        assertThat(found).isEmpty();

        recorder.bytes(Buffer.buffer(RESPONSE.substring(RESPONSE.indexOf('}') + 1) + "\n"));

        assertThat(found).containsExactly(RESPONSE + "\n");
    }

    @Test
    void anEventWithoutItsEmptyLineIsFoundAtTheEnd() {
        recorder.bytes(Buffer.buffer("data: {\"type\":\"response.completed\",\"response\":" + RESPONSE + "}"));
        assertThat(found).isEmpty();

        recorder.end();

        assertThat(found).containsExactly(RESPONSE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{\"error\":{\"message\":\"no\"}}",
                "{\"id\":\"resp_1\",\"output\":[],\"status\":\"failed\"}",
                "{\"id\":\"resp_1\",\"output\":[],\"status\":\"in_progress\"}",
                "{\"id\":\"\",\"output\":[],\"status\":\"completed\"}",
                "{\"id\":\"resp_1\",\"status\":\"completed\"}",
                "{\"id\":\"resp_1\",\"output\":[],\"status\":\"compl",
                "{]}",
                "data: {\"type\":\"response.failed\",\"response\":{\"id\":\"r\",\"output\":[],\"status\":\"failed\"}}\n\n",
                "data: {\"type\":\"response.completed\",\"response\":7}\n\n",
                "data: {\"type\":\"response.completed\",\n\n",
                "\u001f\u008b packed",
            })
    void findsNothingInWhatIsNoWholeResponse(String answer) {
        feed(answer);
        recorder.end();

        assertThat(found).isEmpty();
    }

    @Test
    void aStreamThatBreaksOffHasNoResponse() {
        feed(BEGIN);
        recorder.end();

        assertThat(found).isEmpty();
    }

    @Test
    void whatIsTooLargeIsLetGo() {
        String large = RESPONSE.replace("\"message\"", "\"" + "x".repeat(9 << 20) + "\"");

        feed(large);
        var stream = new ResponseRecorder(document -> found.add("stream"));
        stream.bytes(Buffer.buffer("data: {\"type\":\"response.completed\",\"response\":" + large + "}\n\n"));
        stream.end();

        assertThat(found).isEmpty();
    }

    private void feed(String answer) {
        recorder.bytes(Buffer.buffer(answer));
    }
}
