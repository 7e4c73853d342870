package io.plimsoll.gateway;

import static io.plimsoll.gateway.RunningGateway.CHAT;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.gateway.http.RawClient;
import java.net.http.HttpResponse;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is no request gets a clear answer in its dialect, and reaches no backend. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(90)
class BadInputIT {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String MESSAGES = "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]";

    private final ScriptedEngine engine = ScriptedEngine.start();
    private final RunningGateway gateway = RunningGateway.before("timeouts: {upload: 700ms}", engine.port());
    private int before;

    @AfterEach
    void nothingStaysReserved() {
        gateway.assertNothingReserved();
        before = engine.promptCount();
    }

    @AfterAll
    void stop() {
        gateway.close();
        engine.close();
    }

    static Stream<Arguments> malformedChats() {
        return Stream.of(
                Arguments.of("", "not a JSON object"),
                Arguments.of("{", "not valid JSON"),
                Arguments.of("[]", "not a JSON object"),
                Arguments.of("\"x\"", "not a JSON object"),
                Arguments.of("{\"model\":\"m\"," + MESSAGES + "} x", "not valid JSON"),
                Arguments.of("{\"model\":\"m\"," + MESSAGES + "}{}", "goes on behind"),
                Arguments.of("{" + MESSAGES + "}", "model: missing"),
                Arguments.of("{\"model\":\" \"," + MESSAGES + "}", "model: missing"),
                Arguments.of("{\"model\":5," + MESSAGES + "}", "model: a number (expected: a string)"),
                Arguments.of("{\"model\":null," + MESSAGES + "}", "model: null (expected: a string)"),
                Arguments.of("{\"model\":\"m\"}", "messages: missing"),
                Arguments.of("{\"model\":\"m\",\"messages\":\"hi\"}", "messages: "),
                Arguments.of("{\"model\":\"m\",\"messages\":{}}", "messages: an object (expected: an array)"),
                Arguments.of("{\"model\":\"m\",\"messages\":[]}", "messages: []"),
                Arguments.of("{\"model\":\"m\",\"messages\":[7]}", "messages[0]: a number (expected: an object)"),
                Arguments.of("{\"model\":\"m\",\"messages\":[{\"content\":\"x\"}]}", "messages[0].role: missing"),
                Arguments.of("{\"model\":\"m\",\"messages\":[{\"role\":\"god\"}]}", "messages[0].role: \"god\""),
                Arguments.of("{\"model\":\"m\",\"stream\":\"yes\"," + MESSAGES + "}", "stream: a string"),
                Arguments.of(
                        "{\"model\":\"m\",\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "," + MESSAGES + "}",
                        "nested too deeply"),
                Arguments.of("{\"model\":\"m\",\"a\":" + "1".repeat(200_000) + "," + MESSAGES + "}", "number"));
    }

    @ParameterizedTest
    @MethodSource("malformedChats")
    void aChatThatIsNoneIsToldWhatIsWrong(String body, String problem) {
        HttpResponse<String> answer = gateway.chat(body, "x-session-id", "bad");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        JsonNode error = JSON.readTree(answer.body()).path("error");
        assertThat(error.path("type").asString()).isEqualTo("invalid_request_error");
        assertThat(error.path("message").asString())
                .contains(problem)
                .doesNotContain("Exception", "StreamReadFeature", "\n");
        assertThat(engine.promptCount()).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("brokenUtf8")
    void brokenUtf8IsToldApart(UnaryOperator<String> place) {
        try (RawClient client = gateway.raw()) {
            RawClient.Answer answer = client.post(CHAT, place.apply("a\u00c3(b\u00ff\u00c0\u0080"))
                    .readAnswer();

            assertThat(answer.status()).as(answer.body()).isEqualTo(400);
            assertThat(answer.body()).contains("not valid JSON");
        }
    }

    static Stream<UnaryOperator<String>> brokenUtf8() {
        return Stream.of(
                bytes -> "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"" + bytes + "\"}]}",
                bytes -> "{\"model\":\"m\",\"messages\":[{\"role\":\"system\",\"content\":\"" + bytes
                        + "\"},{\"role\":\"user\",\"content\":\"x\"}]}",
                bytes -> "{\"model\":\"" + bytes + "\"," + MESSAGES + "}",
                bytes -> "{\"model\":\"m\",\"tools\":[{\"type\":\"" + bytes + "\"}]," + MESSAGES + "}");
    }

    @Test
    void onMessagesTheErrorHasAnthropicsShape() {
        HttpResponse<String> malformed = gateway.post("/v1/messages", "{");
        HttpResponse<String> unknown = gateway.post("/v1/messages", "{\"model\":\"other\"," + MESSAGES + "}");

        assertThat(malformed.statusCode()).isEqualTo(400);
        assertThat(malformed.body()).startsWith("{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.body()).startsWith("{\"type\":\"error\",\"error\":{\"type\":\"not_found_error\",");
    }

    static Stream<Arguments> malformedMessages() {
        return Stream.of(
                Arguments.of("", "messages: [] (expected: at least one message)"),
                Arguments.of(
                        "{\"role\":\"user\",\"content\":7}", "messages[0].content: a number (expected: a string or an"),
                Arguments.of("{\"role\":\"user\"}", "messages[0].content: missing (expected: a string or an array"),
                Arguments.of(
                        "{\"role\":\"user\",\"content\":[\"x\"]}",
                        "messages[0].content[0]: a string (expected: an obj"),
                Arguments.of(
                        "{\"role\":\"god\",\"content\":\"x\"}",
                        "messages[0].role: \"god\" (expected: user, assistant"));
    }

    @ParameterizedTest
    @MethodSource("malformedMessages")
    void messagesThatAreNoneAreToldWhatIsWrong(String messages, String problem) {
        HttpResponse<String> answer =
                gateway.post("/v1/messages", "{\"model\":\"m\",\"max_tokens\":5,\"messages\":[" + messages + "]}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        JsonNode body = JSON.readTree(answer.body());
        assertThat(body.path("type").asString()).isEqualTo("error");
        assertThat(body.path("error").path("type").asString()).isEqualTo("invalid_request_error");
        assertThat(body.path("error").path("message").asString()).startsWith(problem);
        assertThat(engine.promptCount()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"late\"},"
                        + "{\"type\":\"tool_result\",\"tool_use_id\":\"no such call\",\"content\":\"x\"}]}",
                "{\"role\":\"assistant\",\"content\":[{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"br\\u006fken\"},"
                        + "{\"type\":\"redacted_thinking\"},{\"type\":\"tool_use\",\"input\":{\"n\":1.0}}]}",
                "{\"role\":\"user\",\"content\":[{\"type\":\"hologram\",\"of\":[null]},{}]}",
                "{\"role\":\"user\",\"content\":[]}"
            })
    void whatAnEngineMayJudgePassesAsItCame(String message) {
        String noLimit = "{\"model\":\"m\",\"messages\":[" + message + "]}";

        assertThat(gateway.post("/v1/messages", noLimit).statusCode()).isEqualTo(200);
        assertThat(engine.lastPrompt().receivedBody()).isEqualTo(noLimit);
    }

    @Test
    void anImageOfTwentyMegabytesInMessagesPassesAsItCame() {
        String body = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image\",\"source\":"
                + "{\"type\":\"base64\",\"media_type\":\"image/png\",\"data\":\"" + "QUJD".repeat(5 << 20) + "\"}}]}]}";

        assertThat(gateway.post("/v1/messages", body).statusCode()).isEqualTo(200);
        assertThat(engine.lastPrompt().receivedBody()).isEqualTo(body);
    }

    @Test
    void anOrphanResultOfTheClientPassesAsItCame() {
        String body = "{\"model\":\"m\",\"messages\":[{\"role\":\"tool\",\"tool_call_id\":\"c9\",\"content\":\"x\"},"
                + "{\"role\":\"user\",\"content\":\"hi\"}]}";

        assertThat(gateway.chat(body).statusCode()).isEqualTo(200);
        assertThat(engine.lastPrompt().receivedBody()).isEqualTo(body);
    }

    @Test
    void tenThousandMessagesPassAsTheyCame() {
        var history = AgentHistory.begin("s");
        for (int i = 0; i < 5_000; i++) {
            history.user("u" + i).assistant("a" + i);
        }
        String body = history.user("done").request();

        assertThat(gateway.chat(body).statusCode()).isEqualTo(200);
        assertThat(engine.lastPrompt().receivedBody()).isEqualTo(body);
    }

    @Test
    void aBodyOfSixtyMegabytesPassesAsItCame() {
        String body =
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":"
                        + "{\"url\":\"data:image/png;base64," + "QUJD".repeat(15 << 20) + "\"}}]}]}";

        assertThat(gateway.chat(body).statusCode()).isEqualTo(200);
        assertThat(engine.lastPrompt().receivedBody().length()).isEqualTo(body.length());
    }

    @Test
    void aBodyAboveTheLimitIsRefusedBeforeItIsSent() {
        try (RawClient client = gateway.raw()) {
            client.send("POST " + CHAT + " HTTP/1.1\r\nHost: g\r\nContent-Length: 90000000\r\n\r\n{");

            RawClient.Answer answer = client.readAnswer();

            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.body()).contains("\"code\":\"request_too_large\"");
        }
    }

    @Test
    void ambiguousFramingIsRefused() {
        try (RawClient client = gateway.raw()) {
            client.send(
                    "POST " + CHAT + " HTTP/1.1\r\nHost: g\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n"
                            + "0\r\n\r\nGET /metrics HTTP/1.1\r\nHost: g\r\n\r\n");

            assertThat(client.readAnswer().status()).isEqualTo(400);
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void anUploadThatStallsIsToldSo() {
        try (RawClient client = gateway.raw()) {
            client.send("POST /v1/messages HTTP/1.1\r\nHost: g\r\nContent-Length: 100\r\n\r\n{\"model\":");

            RawClient.Answer answer = client.readAnswer();

            assertThat(answer.status()).isEqualTo(408);
            assertThat(answer.body()).startsWith("{\"type\":\"error\",\"error\":{\"type\":\"timeout_error\"");
        }
    }

    @Test
    void aSlowUploadIsWaitedFor() throws InterruptedException {
        String body = "{\"model\":\"m\"," + MESSAGES + "}";
        try (RawClient client = gateway.raw()) {
            client.send("POST " + CHAT + " HTTP/1.1\r\nHost: g\r\nContent-Length: " + body.length() + "\r\n\r\n");
            for (int from = 0; from < body.length(); from += 10) {
                Thread.sleep(150);
                client.send(body.substring(from, Math.min(body.length(), from + 10)));
            }

            assertThat(client.readAnswer().status()).isEqualTo(200);
        }
    }

    @Test
    void aPackedBodyPassesUnread() {
        try (RawClient client = gateway.raw()) {
            RawClient.Answer answer = client.post(CHAT, "\u001f\u008b\u0008", "Content-Encoding: gzip")
                    .readAnswer();

            assertThat(answer.status()).isEqualTo(200);
            assertThat(engine.lastPrompt().receivedBody()).isEqualTo("\u001f\u008b\u0008");
        }
    }
}
