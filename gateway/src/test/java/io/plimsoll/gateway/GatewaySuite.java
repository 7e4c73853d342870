package io.plimsoll.gateway;

import static io.plimsoll.gateway.RunningGateway.CHAT;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.gateway.http.RawClient;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** What holds whatever the policy is: requests that need no edit, errors, and endings of all kinds. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
abstract class GatewaySuite {

    private static final String SMALL = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";

    private final ScriptedEngine engine = ScriptedEngine.start();
    private final RunningGateway gateway;

    GatewaySuite(String policy) {
        gateway = RunningGateway.before(policy + "\ntimeouts: {first-token: 300ms, idle: 300ms}", engine.port());
    }

    @AfterEach
    void nothingStaysReserved() {
        gateway.assertNothingReserved();
        engine.script(exchange -> exchange.answer(200, "application/json", ScriptedEngine.ANSWER));
    }

    @BeforeEach
    void theBackendHasRecovered() {
        RunningGateway.eventually(() -> gateway.get("/plimsoll/ready").statusCode() == 200);
    }

    @AfterAll
    void stop() {
        gateway.close();
        engine.close();
    }

    @Test
    void aRequestThatNeedsNoEditArrivesAsItWasSent() {
        String body =
                " {\"top_k\" : 5,\"model\":\"m\",\"seed\":18446744073709551617, \"temperature\":1.0, \"x\":1e400,\"x\":{\"y\":[null]},\n"
                        + "\"messages\":[{\"role\":\"system\",\"content\":\"\\u00e9\\/\"},{\"content\":[{\"type\":\"text\",\"text\":\"hi\",\"z\":1}],"
                        + "\"role\":\"user\",\"name\":\"n\"}],\"cache_salt\":\"s\"}\n";

        RawClient.Answer answer = raw(body, "X-Custom: a  b", "Traceparent: 00-1", "Authorization: Bearer sk-1");

        assertThat(answer.body()).isEqualTo(ScriptedEngine.ANSWER);
        assertThat(engine.lastPrompt().receivedBody()).isEqualTo(body);
        assertThat(engine.lastPrompt().headerLines())
                .contains("X-Custom: a  b", "Traceparent: 00-1", "Authorization: Bearer sk-1");
    }

    @Test
    void usageIsAskedForAndKeptFromAClientThatDidNotAsk() {
        engine.script(ScriptedEngine::stream);
        String body = SMALL.replace("]}", "],\"stream\":true}");

        RawClient.Answer answer = raw(body);

        assertThat(engine.lastPrompt().receivedBody())
                .isEqualTo(body.replace("true}", "true,\"stream_options\":{\"include_usage\":true}}"));
        assertThat(answer.body())
                .isEqualTo(ScriptedEngine.CONTENT_CHUNK + ScriptedEngine.CONTENT_CHUNK + "data: [DONE]\n\n");
    }

    @Test
    void aClientThatAskedForUsageGetsIt() {
        engine.script(ScriptedEngine::stream);
        String body = SMALL.replace("]}", "],\"stream\":true,\"stream_options\":{\"include_usage\":true}}");

        RawClient.Answer answer = raw(body);

        assertThat(engine.lastPrompt().receivedBody()).isEqualTo(body);
        assertThat(answer.body()).contains(ScriptedEngine.USAGE_CHUNK);
    }

    @Test
    void everyAnswerSaysWhatWasDone() {
        String unseen = SMALL.replace("hi", "what no engine has reported the tokens of");
        HttpResponse<String> answer = gateway.chat(unseen, "x-session-id", "s1");

        assertThat(header(answer, "session")).isEqualTo("s1");
        assertThat(header(answer, "backend")).isEqualTo("b0");
        assertThat(header(answer, "decision")).isEqualTo("pass");
        int tokens = SentPrompt.of(unseen).tokens();
        assertThat(header(answer, "client-tokens")).isEqualTo(Integer.toString(tokens));
        assertThat(header(answer, "sent-tokens")).isEqualTo(Integer.toString(tokens));
    }

    @Test
    void anErrorOfTheBackendPassesWithItsBodyAndSaysWhatWasDone() {
        engine.script(exchange -> exchange.answer(422, "application/json", "{\"detail\":\"no\"}"));

        HttpResponse<String> answer = gateway.chat(SMALL, "x-session-id", "s2");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).isEqualTo("{\"detail\":\"no\"}");
        assertThat(header(answer, "session")).isEqualTo("s2");
        assertThat(header(answer, "backend")).isEqualTo("b0");
        assertThat(header(answer, "decision")).isEqualTo("pass");
    }

    @Test
    void errorsOfTheGatewaySayThatItRefused() {
        HttpResponse<String> unknown = gateway.chat(SMALL.replace("\"m\"", "\"other\""), "x-session-id", "s3");
        HttpResponse<String> malformed = gateway.chat("{", "x-session-id", "s4");

        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.body()).contains("\"code\":\"model_not_found\"", "'other'");
        assertThat(header(unknown, "session")).isEqualTo("s3");
        assertThat(header(unknown, "decision")).isEqualTo("refuse");
        assertThat(malformed.statusCode()).isEqualTo(400);
        assertThat(header(malformed, "session")).isEqualTo("s4");
        assertThat(header(malformed, "decision")).isEqualTo("refuse");
    }

    @Test
    void aBackendThatClosesUnansweredIsA502() {
        engine.script(exchange -> {
            exchange.body();
            exchange.closeConnection();
        });

        HttpResponse<String> answer = gateway.chat(SMALL);

        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(answer.body()).contains("\"type\":\"server_error\"");
        assertThat(answer.headers().firstValue("x-should-retry")).hasValue("false");
        assertThat(header(answer, "backend")).isEqualTo("b0");
    }

    @Test
    void garbageOfABackendIsA502() {
        engine.script(exchange -> {
            exchange.body();
            exchange.send("220 mail ESMTP\r\n\r\n");
            exchange.closeConnection();
        });

        assertThat(gateway.chat(SMALL).statusCode()).isEqualTo(502);
    }

    @Test
    void aBackendThatDoesNotBeginIsA504() {
        engine.script(exchange -> exchange.holdUntilGone());

        HttpResponse<String> answer = gateway.chat(SMALL);

        assertThat(answer.statusCode()).isEqualTo(504);
        engine.lastPrompt().awaitGone();
    }

    @Test
    void aStreamThatStallsEndsAsBrokenAsItIs() {
        engine.script(exchange -> {
            exchange.startStream();
            exchange.chunk(ScriptedEngine.CONTENT_CHUNK);
            exchange.holdUntilGone();
        });

        RawClient.Answer answer = raw(SMALL);

        assertThat(answer.body()).isEqualTo(ScriptedEngine.CONTENT_CHUNK);
        assertThat(answer.whole()).isFalse();
    }

    @Test
    void aBackendThatDiesInMidStreamEndsTheAnswerUnfinished() {
        engine.script(exchange -> {
            exchange.startStream();
            exchange.chunk(ScriptedEngine.CONTENT_CHUNK);
            exchange.resetConnection();
        });

        assertThat(raw(SMALL).whole()).isFalse();
    }

    @Test
    void anErrorInsideOfAStreamPasses() {
        String error = "data: {\"error\":{\"message\":\"out of memory\",\"code\":500}}\n\n";
        engine.script(exchange -> {
            exchange.startStream();
            exchange.chunk(error);
            exchange.endStream();
        });

        assertThat(raw(SMALL).body()).isEqualTo(error);
    }

    @Test
    void aClientThatLeavesBeforeTheAnswerEndsTheRequestAtTheBackend() {
        engine.script(exchange -> exchange.holdUntilGone());
        int before = engine.promptCount();
        RawClient client = gateway.raw().post(CHAT, SMALL);
        RunningGateway.eventually(() -> engine.promptCount() > before);

        client.reset();

        engine.lastPrompt().awaitGone();
    }

    @Test
    void aClientThatLeavesInMidStreamEndsTheRequestAtTheBackend() {
        engine.script(exchange -> {
            exchange.startStream();
            exchange.chunk(ScriptedEngine.CONTENT_CHUNK);
            exchange.holdUntilGone();
        });
        RawClient client = gateway.raw().post(CHAT, SMALL);
        client.readHead();

        client.reset();

        engine.lastPrompt().awaitGone();
    }

    @Test
    void otherDialectsPassWithTheirModelRead() {
        String body = "{\"model\":\"m\",\"max_tokens\":5,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";

        HttpResponse<String> answer = gateway.post("/v1/messages?beta=true", body, "anthropic-version", "2023-06-01");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(engine.lastPrompt().requestLine()).isEqualTo("POST /v1/messages?beta=true HTTP/1.1");
        assertThat(engine.lastPrompt().receivedBody()).isEqualTo(body);
        assertThat(header(answer, "decision")).isEqualTo("pass");
    }

    @Test
    void theModelsAreListedWithTheBackendsWindow() {
        assertThat(gateway.get("/v1/models").body()).contains("\"id\":\"m\"", "131072");
        assertThat(gateway.get("/v1/models", "anthropic-version", "2023-06-01").body())
                .contains("\"type\":\"model\"", "\"has_more\":false");
    }

    private RawClient.Answer raw(String body, String... headerLines) {
        try (RawClient client = gateway.raw()) {
            return client.post(CHAT, body, headerLines).readAnswer();
        }
    }

    private static String header(HttpResponse<String> answer, String name) {
        List<String> values = answer.headers().allValues("x-plimsoll-" + name);
        assertThat(values).as("x-plimsoll-" + name + " of " + answer).hasSize(1);
        return values.getFirst();
    }
}
