package io.plimsoll.gateway.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SseUsageStripperTest {

    private static final String CONTENT = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"}}]}\n\n";
    private static final String USAGE = "data: {\"id\":\"c\",\"choices\":[],\"usage\":{\"prompt_tokens\":9}}\n\n";
    private static final String DONE = "data: [DONE]\n\n";

    private final SseUsageStripper stripper = new SseUsageStripper();

    @Test
    void dropsTheUsageOnlyEventAndNothingElse() {
        assertThat(feed(CONTENT + USAGE + DONE)).isEqualTo(CONTENT + DONE);
        assertThat(finish()).isEmpty();
    }

    @Test
    void givesAChunkBackUncopiedWhenAllOfItPasses() {
        Buffer chunk = Buffer.buffer(CONTENT + DONE);

        assertThat(stripper.feed(chunk)).isSameAs(chunk);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // A first chunk of filter results, with an empty choices but no usage.
                "data: {\"choices\":[],\"prompt_filter_results\":[{\"a\":1.0}]}\n\n",
                // Usage beside a choice, as Groq and Ollama send it.
                "data: {\"choices\":[{\"index\":0,\"delta\":{}}],\"usage\":{\"prompt_tokens\":9}}\n\n",
                "data: {\"choices\":[],\"usage\":null}\n\n",
                "data: {\"usage\":{\"prompt_tokens\":9}}\n\n",
                "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":9}\n\n",
                "data: {\"delta\":{\"choices\":[],\"usage\":{\"prompt_tokens\":9}}}\n\n",
                "data: {\"content\":\"\\\"choices\\\":[],\\\"usage\\\":{}\"}\n\n",
                ": {\"choices\":[],\"usage\":{\"prompt_tokens\":9}}\n\n",
                "datum: {\"choices\":[],\"usage\":{\"prompt_tokens\":9}}\n\n",
                "data: \"usage\" \u00ff\u00fe\n\n",
                "\n\n\r\r\r\n\r\n",
            })
    void keepsEventsThatOnlyLookAlike(String event) {
        assertThat(feed(event) + finish()).isEqualTo(event);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data:{\"usage\" : {\"prompt_tokens\":9} , \"choices\" : [ ] }\n\n",
                "event: chunk\nid: 7\n" + USAGE,
                "data: {\"choices\":[],\ndata: \"usage\":{\"prompt_tokens\":9}}\n\n",
                "\u00ef\u00bb\u00bf" + USAGE,
            })
    void dropsItHoweverItIsWritten(String event) {
        assertThat(feed(event) + finish()).isEmpty();
    }

    @Test
    void dropsAllOfALineEndThatComesInTwoPieces() {
        String crlf = USAGE.replace("\n", "\r\n");

        String passed = feed(crlf.substring(0, crlf.length() - 1)) + feed("\n" + CONTENT);

        assertThat(passed).isEqualTo(CONTENT);
    }

    @Test
    void passesAnEventAsSoonAsItsFirstChoiceBegins() {
        assertThat(feed("data: {\"id\":\"c\",\"choices\" : [ ")).isEmpty();
        assertThat(feed("{")).isEqualTo("data: {\"id\":\"c\",\"choices\" : [ {");
        assertThat(feed("\"index\":0")).isEqualTo("\"index\":0");
    }

    @Test
    void passesDataThatIsNoObjectAtOnce() {
        assertThat(feed("data: [DO")).isEqualTo("data: [DO");
        assertThat(feed("NE]\n\n" + USAGE + CONTENT)).isEqualTo("NE]\n\n" + CONTENT);
    }

    @Test
    void holdsBackNoMoreThanItMayAndStillFindsTheUsageBehind() {
        String start = "data: {\"id\":\"" + "x".repeat(40_000);

        assertThat(feed(start)).isEmpty();
        assertThat(feed("y".repeat(40_000))).isEqualTo(start + "y".repeat(40_000));
        assertThat(feed("\"}\n\n" + USAGE + DONE)).isEqualTo("\"}\n\n" + DONE);
    }

    @Test
    void passesAnUnfinishedEventOnAtTheEnd() {
        assertThat(feed(CONTENT + "data: {\"id\":")).isEqualTo(CONTENT);
        assertThat(finish()).isEqualTo("data: {\"id\":");
    }

    @Test
    void dropsAUsageOnlyEventThatNoEmptyLineFollows() {
        assertThat(feed(CONTENT + USAGE.strip())).isEqualTo(CONTENT);
        assertThat(finish()).isEmpty();
    }

    private String feed(String bytes) {
        return stripper.feed(Buffer.buffer(bytes.getBytes(StandardCharsets.ISO_8859_1)))
                .toString(StandardCharsets.ISO_8859_1);
    }

    private String finish() {
        return stripper.finish().toString(StandardCharsets.ISO_8859_1);
    }
}
