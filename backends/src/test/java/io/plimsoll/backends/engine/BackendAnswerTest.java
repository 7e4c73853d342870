package io.plimsoll.backends.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.backends.Cassette;
import io.plimsoll.backends.engine.BackendAnswer.Capacity;
import io.plimsoll.backends.engine.BackendAnswer.ClientError;
import io.plimsoll.backends.engine.BackendAnswer.ContextOverflow;
import io.plimsoll.backends.engine.BackendAnswer.Ok;
import io.plimsoll.backends.engine.BackendAnswer.ServerError;
import io.plimsoll.backends.engine.BackendAnswer.UnknownModel;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BackendAnswerTest {

    static Stream<Arguments> recordedAnswers() {
        return Stream.of(
                row("vllm-0.32.0/chat", new Ok()),
                row("vllm-0.32.0/chat-stream", new Ok()),
                row("vllm-0.32.0/err-bad-json", new ClientError()),
                row("vllm-0.32.0/err-no-messages", new ClientError()),
                row("vllm-0.32.0/max-tokens-beyond-window", new ClientError()),
                row("vllm-0.32.0/err-overflow", overflow(4096, null)),
                row("vllm-0.32.0/err-overflow-stream", overflow(4096, null)),
                row("vllm-0.32.0/err-overflow-messages", overflow(4096, null)),
                row("vllm-0.32.0/err-overflow-responses", overflow(4096, null)),
                row("vllm-0.32.0/err-queue-full", new Capacity()),
                row("vllm-0.32.0/err-unknown-model", new UnknownModel()),
                row("vllm-0.32.0/err-unknown-model-messages", new UnknownModel()),
                row("vllm-0.32.0/err-unknown-model-responses", new UnknownModel()),
                row("vllm-0.32.0/server-info", new ClientError()),
                row("xllamacpp-2026.10.11549/chat", new Ok()),
                row("xllamacpp-2026.10.11549/chat-stream", new Ok()),
                row("xllamacpp-2026.10.11549/err-unknown-model", new Ok()),
                row("xllamacpp-2026.10.11549/err-bad-json", new ClientError()),
                row("xllamacpp-2026.10.11549/err-no-messages", new ClientError()),
                row("xllamacpp-2026.10.11549/err-overflow", overflow(4096, 12031)),
                row("xllamacpp-2026.10.11549/err-overflow-stream", overflow(4096, 12031)),
                row("xllamacpp-2026.10.11549/err-overflow-messages", overflow(4096, 12031)),
                row("xllamacpp-2026.10.11549/err-overflow-responses", overflow(4096, 12031)),
                row("xllamacpp-2026.10.11549/err-pool-full", new Capacity()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("recordedAnswers")
    void readsRecordedAnswer(String name, BackendAnswer meaning) {
        var answer = Cassette.recorded(name);

        assertThat(BackendAnswer.classify(answer.status(), answer.body())).isEqualTo(meaning);
    }

    static Stream<Arguments> textsFromElsewhere() {
        return Stream.of(
                text(
                        400,
                        "{\"error\":{\"message\":\"This model's maximum context length is 32768 tokens. However, you requested 41200 tokens (39152 in the messages, 2048 in the completion).\"}}",
                        overflow(32768, 39152)),
                text(
                        400,
                        "{\"error\":{\"message\":\"This model's maximum context length is 4096 tokens. However, you requested 100 output tokens and your prompt contains 4090 input tokens, for a total of 4190 tokens.\"}}",
                        overflow(4096, 4090)),
                text(
                        400,
                        "{\"message\":\"The input (9000 tokens) is longer than the model's context length (8192 tokens).\"}",
                        overflow(8192, 9000)),
                text(
                        400,
                        "{\"message\":\"Requested token count exceeds the model's maximum context length of 8192 tokens. You requested a total of 9100 tokens: 9000 tokens from the input messages and 100 tokens for the completion.\"}",
                        overflow(8192, 9000)),
                text(
                        400,
                        "{\"type\":\"error\",\"error\":{\"message\":\"prompt is too long: 41200 tokens > 32768 maximum\"}}",
                        overflow(32768, 41200)),
                text(400, "{\"error\":{\"code\":\"context_length_exceeded\"}}", overflow(null, null)),
                text(
                        422,
                        "{\"error\":\"Input validation error: `inputs` tokens + `max_new_tokens` must be <= 4096. Given: 5000 `inputs` tokens and 20 `max_new_tokens`\",\"error_type\":\"validation\"}",
                        overflow(4096, 5000)),
                text(429, "{\"error\":\"Model is overloaded\"}", new Capacity()),
                text(529, "", new Capacity()),
                text(503, "{\"error\":{\"message\":\"Loading model\"}}", new Capacity()),
                text(404, "{\"error\":\"model 'x' not found, try pulling it first\"}", new UnknownModel()),
                text(400, "{\"error\":{\"code\":\"model_not_found\"}}", new UnknownModel()),
                text(
                        404,
                        "{\"error\":{\"message\":\"File Not Found\",\"type\":\"not_found_error\"}}",
                        new ClientError()),
                text(401, "{}", new ClientError()),
                text(500, "Internal Server Error", new ServerError()),
                text(502, "<html>Bad gateway</html>", new ServerError()),
                text(200, "{\"error\":{\"message\":\"boom\"}}", new ServerError()),
                text(200, "{\"error\":{\"message\":\"busy\",\"code\":503}}", new Capacity()),
                text(
                        200,
                        "{\"error\":{\"code\":400,\"message\":\"request (9 tokens) exceeds the available context size (8 tokens)\"}}",
                        overflow(8, 9)),
                text(200, "event: error\ndata: {\"error\":{\"code\":500}}\n\n", new ServerError()),
                text(200, "data: {\"choices\":[],\"note\":{\"error\":1}}\n\n", new Ok()));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("textsFromElsewhere")
    void readsText(int status, String body, BackendAnswer meaning) {
        assertThat(classify(status, body)).isEqualTo(meaning);
    }

    @Test
    void fullPoolInTheMiddleOfStreamIsNoOverflow() {
        var stream =
                Cassette.text("xllamacpp-2026.10.11549/err-pool-full-midstream").strip();
        var last = stream.substring(stream.lastIndexOf("data:"));

        assertThat(classify(200, last)).isEqualTo(new Capacity());
    }

    @Test
    void believesNoTextThatValidationErrorQuotes() {
        var quoting =
                "{\"error\":{\"message\":\"1 validation error:\\n  {'input': 'maximum context length is 5 tokens, context_length_exceeded'}\",\"type\":\"Bad Request\"}}";

        assertThat(classify(400, quoting)).isEqualTo(new ClientError());
    }

    @Test
    void looksAtTheStartOnly() {
        assertThat(classify(400, " ".repeat(8 << 10) + "context_length_exceeded"))
                .isEqualTo(new ClientError());
    }

    private static BackendAnswer classify(int status, String body) {
        return BackendAnswer.classify(status, body.getBytes(StandardCharsets.UTF_8));
    }

    private static Arguments row(String name, BackendAnswer meaning) {
        return Arguments.of(name, meaning);
    }

    private static Arguments text(int status, String body, BackendAnswer meaning) {
        return Arguments.of(status, body, meaning);
    }

    private static ContextOverflow overflow(@Nullable Integer window, @Nullable Integer prompt) {
        return new ContextOverflow(window, prompt);
    }
}
