package io.plimsoll.gateway.surface;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.gateway.stream.ByteSpan;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContinuedIdTest {

    private final ContinuedId continued = new ContinuedId("resp_1");

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "{\"object\":\"response\",\"previous_response_id\":null} | {\"object\":\"response\",\"previous_response_id\":\"resp_1\"}",
                "{\"object\":\"response\"} | {\"object\":\"response\",\"previous_response_id\":\"resp_1\"}",
                "{\"object\":\"list\"} | {\"object\":\"list\"}",
                "no json | no json"
            })
    void namesTheResponseThatADocumentContinues(String document, String expected) {
        ByteSpan whole = span(document);
        assertThat(text(continued.concerns(whole) ? continued.edit().whole(whole) : whole))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "{\"type\":\"response.created\",\"response\":{\"id\":\"a\",\"previous_response_id\":null},\"x\":1.0} |"
                        + " {\"type\":\"response.created\",\"response\":{\"id\":\"a\",\"previous_response_id\":\"resp_1\"},\"x\":1.0}",
                "{\"type\":\"response.output_text.delta\",\"delta\":\"é\"} | {\"type\":\"response.output_text.delta\",\"delta\":\"é\"}",
                "{\"type\":\"error\",\"response\":{}} | {\"type\":\"error\",\"response\":{}}"
            })
    void namesItInTheEventsThatCarryTheResponse(String payload, String expected) {
        String type = Objects.requireNonNull(JsonObjectField.stringOf(span(payload), "type"));
        assertThat(text(continued.edit().event(type, span(payload)))).isEqualTo(expected);
    }

    private static ByteSpan span(String text) {
        byte[] bytes = ("data: " + text + "\n").getBytes(StandardCharsets.UTF_8);
        return new ByteSpan(bytes, 6, bytes.length - 1);
    }

    private static String text(ByteSpan span) {
        return new String(span.bytes(), span.from(), span.length(), StandardCharsets.UTF_8);
    }
}
