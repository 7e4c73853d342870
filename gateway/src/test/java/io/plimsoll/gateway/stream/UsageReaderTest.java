package io.plimsoll.gateway.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsageReaderTest {

    private static final String EVENTS = "text/event-stream; charset=utf-8";
    private static final String JSON = "application/json";

    @Test
    void readsTheUsageChunkOfAChatStream() {
        assertThat(read(
                        EVENTS,
                        "data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}],\"usage\":null}\n\n",
                        "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":3,",
                        "\"total_tokens\":12,\"prompt_tokens_details\":{\"cached_tokens\":4}}}\n\ndata: [DONE]\n\n"))
                .isEqualTo(new Usage(9, 3, 4, true));
    }

    @Test
    void takesTheLastOfRunningTotals() {
        assertThat(read(
                        EVENTS,
                        "data: {\"choices\":[{}],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":1}}\r\n\r\n",
                        "data: {\"choices\":[{}],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":2}}\r\n\r\n"))
                .isEqualTo(new Usage(9, 2, 0, true));
    }

    @Test
    void addsWhatAnthropicCountsBesideTheInput() {
        assertThat(
                        read(
                                EVENTS,
                                "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"content\":[],\"usage\":"
                                        + "{\"input_tokens\":3,\"cache_read_input_tokens\":100,\"cache_creation_input_tokens\":20,"
                                        + "\"output_tokens\":1}}}\n\n",
                                "event: message_delta\ndata: {\"type\":\"message_delta\",\"usage\":{\"output_tokens\":42}}\n\n"))
                .isEqualTo(new Usage(123, 42, 100, true));
    }

    @Test
    void readsTheEndOfAResponsesStreamHoweverLongItsLastEventIs() {
        String text = "x".repeat(500_000);

        assertThat(read(
                        EVENTS,
                        "event: response.completed\ndata: {\"type\":\"response.completed\",\"response\":{\"output\":[\""
                                + text,
                        text + "\"],\"usage\":{\"input_tokens\":7,\"input_tokens_details\":{\"cached_tokens\":5},",
                        "\"output_tokens\":2}}}\n\n"))
                .isEqualTo(new Usage(7, 2, 5, true));
    }

    @Test
    void readsAnEventThatNoEmptyLineFollows() {
        assertThat(read(EVENTS, "data: {\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":3}}"))
                .isEqualTo(new Usage(9, 3, 0, true));
    }

    @Test
    void readsAWholeDocument() {
        assertThat(read(
                        JSON,
                        "{\"choices\":[{\"message\":{\"content\":\"\\\"usage\\\":{\\\"prompt_tokens\\\":1}\"}}],",
                        "\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":3}}"))
                .isEqualTo(new Usage(9, 3, 0, true));
    }

    @Test
    void readsTheEndOfALongDocument() {
        assertThat(read(
                        JSON,
                        "{\"data\":[" + "0.5,".repeat(100_000) + "0],",
                        "\"usage\" : {\"prompt_tokens\":9,\"total_tokens\":9}}"))
                .isEqualTo(new Usage(9, 0, 0, true));
    }

    @Test
    void doesNotCountAToolsArgumentsForUsage() {
        assertThat(read(JSON, "{\"content\":[{\"input\":{\"usage\":{\"prompt_tokens\":1}}}],\"model\":\"m\"}"))
                .isEqualTo(Usage.UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data: {\"error\":{\"message\":\"CUDA out of memory\"}}\n\n",
                "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\"}}\n\n",
                "event: response.failed\ndata: {\"type\":\"response.failed\",\"response\":{}}\n\n"
            })
    void noticesErrorsInAStreamThatBeganWell(String event) {
        UsageReader reader = reader(EVENTS);
        reader.read(Buffer.buffer("data: {\"choices\":[{\"delta\":{\"content\":\"an error\"}}],\"error\":null}\n\n"));
        assertThat(reader.isErrorReported()).isFalse();

        reader.read(Buffer.buffer(event));

        assertThat(reader.isErrorReported()).isTrue();
    }

    @Test
    void noticesAnErrorBody() {
        UsageReader reader = reader(JSON);
        reader.read(Buffer.buffer("{\"error\":{\"message\":\"no\"}}"));
        reader.end();

        assertThat(reader.isErrorReported()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "data: ",
                "data: {\"usage\":{\"prompt_tokens\":",
                "data: {\"usage\":7}\n\n",
                "\u0000\"usage\""
            })
    void knowsNothingWhereNothingIsSaid(String stream) {
        assertThat(read(EVENTS, stream)).isEqualTo(Usage.UNKNOWN);
        assertThat(read(JSON, stream)).isEqualTo(Usage.UNKNOWN);
    }

    @Test
    void doesNotReadWhatIsCompressed() {
        MultiMap headers =
                MultiMap.caseInsensitiveMultiMap().add("Content-Type", JSON).add("Content-Encoding", "gzip");
        UsageReader reader = UsageReader.of(headers);
        reader.read(Buffer.buffer("{\"usage\":{\"prompt_tokens\":9}}"));
        reader.end();

        assertThat(reader.usage()).isEqualTo(Usage.UNKNOWN);
    }

    @Test
    void readsTheSameWhereverAStreamIsSplit() {
        String stream = "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":3}}\r\n\r\n"
                + "data: {\"usage\":{\"completion_tokens\":4}}\r\rdata: [DONE]\n\n";

        for (int at = 0; at <= stream.length(); at++) {
            assertThat(read(EVENTS, stream.substring(0, at), stream.substring(at)))
                    .isEqualTo(new Usage(9, 4, 0, true));
        }
    }

    private static Usage read(String contentType, String... pieces) {
        UsageReader reader = reader(contentType);
        for (String piece : List.of(pieces)) {
            reader.read(Buffer.buffer(piece.getBytes(StandardCharsets.ISO_8859_1)));
        }
        reader.end();
        return reader.usage();
    }

    private static UsageReader reader(String contentType) {
        return UsageReader.of(MultiMap.caseInsensitiveMultiMap().add("Content-Type", contentType));
    }
}
