package io.plimsoll.gateway.surface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.compression.ByteRange;
import io.plimsoll.gateway.surface.SurfaceRequest.ByteInsertion;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestOutlineTest {

    @Test
    void findsTheBytesOfEachMessageWhateverStandsAroundThem() throws Exception {
        String body =
                " { \"x\":[{\"messages\":[1]}], \"messages\" : [ {\"a\":\"é\"} ,\n{\"b\":{}}\t] , \"model\":\"m\" } \n";
        var outline = outline(body);
        assertThat(Objects.requireNonNull(outline.history()).stream().map(r -> cut(body, r)))
                .containsExactly("{\"a\":\"é\"}", "{\"b\":{}}");
        assertThat(outline.model()).isEqualTo("m");
    }

    @Test
    void takesTheLastOfDuplicateKeys() throws Exception {
        var outline = outline("{\"model\":\"a\",\"messages\":[{}],\"model\":\"b\",\"messages\":[{},{}]}");
        assertThat(outline.model()).isEqualTo("b");
        assertThat(outline.history()).hasSize(2);
    }

    @Test
    void readsTheNamesOfTheSession() throws Exception {
        var hints = outline("{\"model\":\"m\",\"prompt_cache_key\":\"p\",\"conversation\":{\"z\":1,\"id\":\"c\"},"
                        + "\"metadata\":{\"user_id\":\"u\",\"n\":[1],\"session_id\":\"s\"}}")
                .hints();
        assertThat(hints).isEqualTo(new SurfaceRequest.SessionHints("p", "c", "u", "s"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"model\":\"m\",\"stream\":true} | {\"model\":\"m\",\"stream\":true,\"stream_options\":{\"include_usage\":true}}",
                "{\"stream\":true,\"stream_options\":null} | {\"stream\":true,\"stream_options\":{\"include_usage\":true}}",
                "{\"stream\":true,\"stream_options\":\"x\" } | {\"stream\":true,\"stream_options\":{\"include_usage\":true} }",
                "{\"stream\":true,\"stream_options\":{}} | {\"stream\":true,\"stream_options\":{\"include_usage\":true}}",
                "{\"stream\":true,\"stream_options\":{\"z\":\"y\"}} | {\"stream\":true,\"stream_options\":{\"include_usage\":true,\"z\":\"y\"}}",
                "{\"stream\":true,\"stream_options\":{\"include_usage\" : false,\"z\":1}} | {\"stream\":true,\"stream_options\":{\"include_usage\" : true,\"z\":1}}",
            })
    void asksForUsageByOneEdit(String body, String expected) throws Exception {
        ByteInsertion slot = Objects.requireNonNull(outline(body).usageSlot());
        String edited = body.substring(0, slot.range().start())
                + new String(slot.bytes(), StandardCharsets.UTF_8)
                + body.substring(slot.range().end());
        assertThat(edited).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"stream\":true,\"stream_options\":{\"include_usage\":true}}",
                "{\"stream\":false}",
                "{\"model\":\"m\"}"
            })
    void asksForNothingWhereUsageComesAnyhow(String body) throws Exception {
        assertThat(outline(body).usageSlot()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[] | not a JSON object",
                "`` | not a JSON object",
                "{\"model\":\"m\" | not valid JSON",
                "{\"model\":\"m\"} x | not valid JSON",
                "{\"model\":\"m\"} {} | goes on behind",
                "{\"model\":7} | model: a number (expected: a string)",
                "{\"stream\":\"yes\"} | stream: a string (expected: true or false)",
                "{\"messages\":{}} | messages: an object (expected: an array)",
                "{\"messages\":[{},3]} | messages[1]: a number (expected: an object)",
            })
    void namesWhatIsWrong(String body, String message) {
        assertThatThrownBy(() -> outline(body))
                .isInstanceOf(MalformedRequestException.class)
                .hasMessageContaining(message);
    }

    @Test
    void refusesHostileDepthInsteadOfOverflowingTheStack() {
        String deep = "{\"x\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
        assertThatThrownBy(() -> outline(deep)).hasMessageContaining("nested too deeply");
    }

    @Test
    void readsStringsOfManyMegabytes() throws Exception {
        String body =
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"" + "x".repeat(30_000_000) + "\"}]}";
        assertThat(Objects.requireNonNull(outline(body).history()).getFirst().length())
                .isGreaterThan(30_000_000);
    }

    @Test
    void namesAMissingModel() {
        for (String body : List.of("{}", "{\"model\":\" \"}")) {
            assertThatThrownBy(() -> outline(body).model()).hasMessageContaining("model: missing");
        }
    }

    private static RequestOutline outline(String body) throws MalformedRequestException {
        return RequestOutline.of(body.getBytes(StandardCharsets.UTF_8), new RequestOutline.Layout("messages", null));
    }

    private static String cut(String body, ByteRange range) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return new String(bytes, range.start(), range.length(), StandardCharsets.UTF_8);
    }
}
