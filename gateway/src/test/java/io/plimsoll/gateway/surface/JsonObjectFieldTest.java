package io.plimsoll.gateway.surface;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonObjectFieldTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "{}                        | {\"f\":[1]}",
                "{\"a\": 1e400 }           | {\"a\": 1e400 ,\"f\":[1]}",
                "{\"f\": null,\"a\":1}     | {\"f\": [1],\"a\":1}",
                "{\"f\":{\"f\":2}}         | {\"f\":[1]}",
                "{\"a\":{\"f\":2}}         | {\"a\":{\"f\":2},\"f\":[1]}",
                "{\"f\":1,\"f\":2}         | {\"f\":1,\"f\":[1]}"
            })
    void putsTheFieldAndLeavesTheRest(String object, String expected) {
        byte[] bytes = object.getBytes(StandardCharsets.UTF_8);
        assertThat(new String(JsonObjectField.put(bytes, 0, bytes.length, "f", "[1]"), StandardCharsets.UTF_8))
                .isEqualTo(expected);
    }

    @Test
    void worksWithinALargerArray() {
        byte[] bytes = "data: {\"größe\":\"日本\"}\n\n".getBytes(StandardCharsets.UTF_8);
        byte[] put = JsonObjectField.put(bytes, 6, bytes.length - 2, "f", "1");
        assertThat(new String(put, StandardCharsets.UTF_8)).isEqualTo("{\"größe\":\"日本\",\"f\":1}");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            nullValues = "none",
            value = {
                "{\"a\":{\"type\":\"x\"},\"type\":\"message\"} | message",
                "{\"type\":7}                                  | none",
                "[\"type\"]                                    | none",
                "{\"typ                                        | none",
                "[DONE]                                        | none"
            })
    void readsAStringOfTheObjectItself(String json, String expected) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        assertThat(JsonObjectField.stringOf(bytes, 0, bytes.length, "type")).isEqualTo(expected);
    }
}
