package io.plimsoll.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.gateway.http.FakeBackend;
import io.plimsoll.gateway.http.RawClient;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Clients whose dialect the engine does not know: it is asked once in theirs, and from then on in chat completions. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(90)
class TranslationIT {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String MESSAGES = "/v1/messages";
    private static final String RESPONSES = "/v1/responses";
    private static final String ASKED = "{\"model\":\"m\",\"max_tokens\":50,\"system\":\"Be brief.\","
            + "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]";

    private final ScriptedEngine engine = ScriptedEngine.start();
    private final RunningGateway gateway =
            RunningGateway.before("policies: [{name: p, context: {cap: 4000, newest-results: 1}}]", engine.port());

    @BeforeEach
    void theEngineSaysOk() {
        chatAlone(exchange -> exchange.answer(
                200,
                "application/json",
                "{\"id\":\"c1\",\"object\":\"chat.completion\",\"model\":\"m\",\"choices\":[{\"index\":0,"
                        + "\"message\":{\"role\":\"assistant\",\"content\":\"ok\"},\"finish_reason\":\"stop\"}],"
                        + "\"usage\":{\"prompt_tokens\":40,\"completion_tokens\":2,\"total_tokens\":42,"
                        + "\"prompt_tokens_details\":{\"cached_tokens\":32}}}"));
    }

    @AfterEach
    void nothingStaysReserved() {
        gateway.assertNothingReserved();
    }

    @AfterAll
    void stop() {
        gateway.close();
        engine.close();
    }

    @Test
    void messagesAreAnsweredByAnEngineThatOnlyChats() {
        HttpResponse<String> answer =
                gateway.post(MESSAGES + "?beta=true", ASKED + "}", "anthropic-version", "2023-06-01");

        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode message = JSON.readTree(answer.body());
        assertThat(message.path("type").asString()).isEqualTo("message");
        assertThat(message.at("/content/0/text").asString()).isEqualTo("ok");
        assertThat(message.path("stop_reason").asString()).isEqualTo("end_turn");
        assertThat(message.at("/usage/input_tokens").asInt(0)).isEqualTo(8);
        assertThat(message.at("/usage/cache_read_input_tokens").asInt(0)).isEqualTo(32);
        assertThat(engine.lastPrompt().requestLine()).isEqualTo("POST /v1/chat/completions HTTP/1.1");
        assertThat(sentTexts()).containsExactly("Be brief.", "hi");
        assertThat(answer.headers().firstValue("x-plimsoll-client-tokens")).isPresent();
    }

    @Test
    void anEngineThatDoesNotKnowAPathIsNotAskedThereAgain() {
        gateway.post(MESSAGES, ASKED + "}");
        int before = engine.promptCount();

        gateway.post(MESSAGES, ASKED + "}");

        assertThat(engine.promptCount()).isEqualTo(before + 1);
    }

    @Test
    void aStreamOfChunksIsAStreamOfTheClientsEvents() {
        chatAlone(ScriptedEngine::stream);

        String events = gateway.post(MESSAGES, ASKED + ",\"stream\":true}").body();

        assertThat(events)
                .containsSubsequence(
                        "event: message_start",
                        "event: content_block_start",
                        "\"text_delta\",\"text\":\"hi\"",
                        "\"text_delta\",\"text\":\"hi\"",
                        "event: content_block_stop",
                        "event: message_delta",
                        "\"output_tokens\":2",
                        "event: message_stop");
    }

    @Test
    void responsesAreAnsweredAndContinuedByAnEngineThatOnlyChats() {
        JsonNode first = JSON.readTree(
                gateway.post(RESPONSES, "{\"model\":\"m\",\"instructions\":\"Be brief.\",\"input\":\"one\"}")
                        .body());
        assertThat(first.path("status").asString()).isEqualTo("completed");
        assertThat(first.at("/output/0/content/0/text").asString()).isEqualTo("ok");

        HttpResponse<String> second = gateway.post(
                RESPONSES,
                "{\"model\":\"m\",\"previous_response_id\":\""
                        + first.path("id").asString() + "\",\"input\":\"two\"}");

        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(sentTexts()).containsExactly("one", "ok", "two");
    }

    @Test
    void aStreamThatDiesHasNoEndInTheClientsDialectEither() {
        chatAlone(exchange -> {
            exchange.startStream();
            exchange.chunk(ScriptedEngine.CONTENT_CHUNK);
            Thread.sleep(50);
            exchange.closeConnection();
        });

        RawClient.Answer answer =
                gateway.raw().post(MESSAGES, ASKED + ",\"stream\":true}").readAnswer();

        assertThat(answer.whole()).isFalse();
        assertThat(answer.body()).contains("content_block_delta").doesNotContain("message_stop", "message_delta");
    }

    @Test
    void anEnginesErrorIsAnErrorOfTheClientsDialect() {
        chatAlone(exchange -> exchange.answer(
                400, "application/json", "{\"error\":{\"message\":\"no such thing\",\"type\":\"BadRequestError\"}}"));

        HttpResponse<String> refused = gateway.post(MESSAGES, ASKED + "}");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(JSON.readTree(refused.body()).at("/error/type").asString()).isEqualTo("invalid_request_error");
        assertThat(JSON.readTree(refused.body()).at("/error/message").asString())
                .isEqualTo("no such thing");
    }

    @Test
    void aPromptThatIsTooLongIsSaidWithTrueNumbersAlthoughTheEngineStoppedToCount() {
        chatAlone(exchange -> exchange.answer(
                400,
                "application/json",
                "{\"error\":{\"message\":\"This model's maximum context length is 10 tokens. However, your prompt contains"
                        + " at least 11 input tokens\",\"type\":\"BadRequestError\",\"code\":400}}"));

        HttpResponse<String> refused = gateway.post(MESSAGES, ASKED + "}");

        String counted = refused.headers().firstValue("x-plimsoll-sent-tokens").orElseThrow();
        assertThat(JSON.readTree(refused.body()).at("/error/message").asString())
                .isEqualTo("prompt is too long: " + counted + " tokens > 10 maximum");
    }

    @Test
    void whatCannotBeTranslatedIsRefusedByName() {
        HttpResponse<String> refused = gateway.post(
                MESSAGES,
                "{\"model\":\"m\",\"max_tokens\":5,\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"audio\"}]}]}");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(JSON.readTree(refused.body()).at("/error/message").asString())
                .startsWith("messages[0].content[0].type: \"audio\" (expected: ")
                .contains("does not speak /v1/messages");
    }

    @Test
    void anAnswerInTheWrongDialectIsAFailureOfTheBackend() {
        chatAlone(exchange -> exchange.answer(200, "application/json", "{\"type\":\"message\",\"content\":[]}"));

        HttpResponse<String> answer = gateway.post(MESSAGES, ASKED + "}");

        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(JSON.readTree(answer.body()).at("/error/type").asString()).isEqualTo("api_error");
    }

    @Test
    void aTranslatedHistoryIsHeldUnderItsCap() {
        MessagesSession session =
                MessagesSession.begin("You are a coding agent.").user("Look at all files.");
        for (int i = 0; i < 8; i++) {
            session.reads("file-" + i, "line of file " + i + "\n" + "some words of text ".repeat(150));
        }

        HttpResponse<String> answer = gateway.post(MESSAGES, session.request());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("x-plimsoll-decision").orElse(""))
                .contains("cut");
        assertThat(answer.headers().firstValueAsLong("x-plimsoll-sent-tokens").orElseThrow())
                .isLessThan(4_000);
        engine.lastSent().assertLegal();
    }

    private List<String> sentTexts() {
        JsonNode messages = JSON.readTree(engine.lastPrompt().receivedBody()).path("messages");
        return messages.valueStream()
                .map(message -> message.path("content").asString(""))
                .toList();
    }

    /** The engine answers 404 wherever it is not asked to chat. */
    private void chatAlone(FakeBackend.Script chat) {
        engine.script(exchange -> {
            if (exchange.requestLine().startsWith("POST /v1/chat/completions ")) {
                chat.run(exchange);
            } else {
                unknown(exchange);
            }
        });
    }

    private static void unknown(FakeBackend.Exchange exchange) throws IOException {
        exchange.answer(404, "application/json", "{\"detail\":\"Not Found\"}");
    }
}
