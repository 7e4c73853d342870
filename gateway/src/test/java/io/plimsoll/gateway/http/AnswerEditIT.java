package io.plimsoll.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.gateway.http.Dispatch.Step;
import io.plimsoll.gateway.http.ExchangePlan.Answer;
import io.plimsoll.gateway.http.ExchangePlan.AnswerShape;
import io.plimsoll.gateway.http.ExchangePlan.Forward;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Answers that change on their way, and requests that are put into other words for a backend that lacks the client's. */
@SuppressWarnings("NullAway") // a null array is allowed, which NullAway does not see in a class file
class AnswerEditIT {

    private static final AnswerEditing LOUDER = (status, headers) -> new Louder();
    private static final AnswerEditing REPLACED =
            (status, headers) -> (AnswerEdit.Document) (upstreamStatus, upstreamHeaders, body) -> new Answer(
                    418,
                    List.of(Map.entry("content-type", "text/plain")),
                    (upstreamStatus + ":" + new String(body, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8));

    private final FakeBackend backend = FakeBackend.start();
    private final RecordingListener listener = new RecordingListener(List.of(Map.entry("x-added", "1")));

    @AfterEach
    void stop() {
        backend.close();
    }

    @Test
    void editsAStreamAsItPasses() {
        backend.script(exchange -> {
            exchange.startStream();
            exchange.chunk("a");
            exchange.chunk("b");
            exchange.endStream();
        });
        try (EdgeFixture edge = answering(LOUDER)) {
            RawClient.Answer answer = edge.connect().post("/v1/x", "{}").readAnswer();

            assertThat(answer.body()).isEqualTo("AB.");
            assertThat(answer.whole()).isTrue();
        }
    }

    @Test
    void endsNoEditedStreamThatItsUpstreamDidNotEnd() {
        backend.script(exchange -> {
            exchange.startStream();
            exchange.chunk("a");
            Thread.sleep(50);
            exchange.closeConnection();
        });
        try (EdgeFixture edge = answering(LOUDER)) {
            RawClient.Answer answer = edge.connect().post("/v1/x", "{}").readAnswer();

            assertThat(answer.body()).isEqualTo("A!");
            assertThat(answer.whole()).isFalse();
        }
    }

    @Test
    void dropsTheStreamOfAnEditThatFails() {
        backend.script(exchange -> {
            exchange.startStream();
            exchange.chunk("fail");
            exchange.endStream();
        });
        try (EdgeFixture edge = answering(LOUDER)) {
            assertThat(edge.connect().post("/v1/x", "{}").readAnswer().whole()).isFalse();
            assertThat(outcome()).isInstanceOf(Outcome.UpstreamFailed.class);
        }
    }

    @Test
    void putsOtherWordsInThePlaceOfAWholeAnswer() {
        backend.script(exchange -> exchange.answer(500, "application/json", "oops"));
        try (EdgeFixture edge = answering(REPLACED)) {
            RawClient.Answer answer = edge.connect().post("/v1/x", "{}").readAnswer();

            assertThat(answer.head()).startsWith("HTTP/1.1 418 ");
            assertThat(answer.head().toLowerCase(Locale.ROOT))
                    .contains("content-type: text/plain", "x-added: 1", "content-length: 8");
            assertThat(answer.body()).isEqualTo("500:oops");
            assertThat(outcome()).isEqualTo(new Outcome.Completed());
            assertThat(listener.relayedStatus()).isEqualTo(418);
        }
    }

    @Test
    void refusesForAHeldAnswerThatBreaksOffInsteadOfBreakingOffItself() {
        backend.script(exchange -> {
            exchange.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc");
            Thread.sleep(50);
            exchange.closeConnection();
        });
        try (EdgeFixture edge = answering(REPLACED)) {
            RawClient.Answer answer = edge.connect().post("/v1/x", "{}").readAnswer();

            assertThat(answer.body()).isEqualTo("UPSTREAM_CLOSED");
            assertThat(answer.whole()).isTrue();
            assertThat(outcome()).isInstanceOf(Outcome.UpstreamFailed.class);
        }
    }

    @Test
    void asksAgainInOtherWordsWhereThePathIsUnknown() {
        backend.script(exchange -> {
            String body = new String(exchange.body(), StandardCharsets.UTF_8);
            if (exchange.requestLine().startsWith("POST /v1/other ")) {
                exchange.answer(200, "text/plain", "said " + body);
            } else {
                exchange.answer(404, "application/json", "{\"detail\":\"Not Found\"}");
            }
        });
        List<AttemptFailure> failures = new ArrayList<>();
        Upstream upstream = backend.upstream("a");
        Dispatch dispatch = failed -> {
            failed.forEach(attempt -> failures.add(attempt.failure()));
            return new Step.Send(
                    failed.isEmpty()
                            ? new Sending(upstream, null, null, AnswerEditing.NONE, true)
                            : new Sending(
                                    upstream,
                                    "/v1/other",
                                    "other".getBytes(StandardCharsets.UTF_8),
                                    AnswerEditing.NONE,
                                    false));
        };
        try (EdgeFixture edge = dispatching(dispatch)) {
            RawClient.Answer answer =
                    edge.connect().post("/v1/x?beta=true", "client's").readAnswer();

            assertThat(answer.body()).isEqualTo("said other");
            assertThat(failures).containsExactly(new AttemptFailure.Unspoken(404));
        }
    }

    @Test
    void passesOnThatThePathIsUnknownWhereThereAreNoOtherWords() {
        backend.script(exchange -> exchange.answer(404, "application/json", "{\"detail\":\"Not Found\"}"));
        Upstream upstream = backend.upstream("a");
        Dispatch dispatch = failed -> failed.isEmpty()
                ? new Step.Send(new Sending(upstream, null, null, AnswerEditing.NONE, true))
                : new Step.GiveUp();
        try (EdgeFixture edge = dispatching(dispatch)) {
            RawClient.Answer answer = edge.connect().post("/v1/x", "{}").readAnswer();

            assertThat(answer.head()).startsWith("HTTP/1.1 404 ");
            assertThat(answer.body()).isEqualTo("{\"detail\":\"Not Found\"}");
        }
    }

    @Test
    void answersForADispatchThatRefuses() {
        Dispatch dispatch = failed -> new Step.Refuse(new Answer(400, List.of(), new byte[] {'n', 'o'}));
        try (EdgeFixture edge = dispatching(dispatch)) {
            RawClient.Answer answer = edge.connect().post("/v1/x", "{}").readAnswer();

            assertThat(answer.head()).startsWith("HTTP/1.1 400 ");
            assertThat(answer.head().toLowerCase(Locale.ROOT)).contains("x-added: 1");
            assertThat(answer.body()).isEqualTo("no");
            assertThat(listener.relayedStatus()).isEqualTo(400);
            assertThat(backend.requestCount()).isZero();
        }
    }

    private EdgeFixture answering(AnswerEditing answers) {
        return dispatching(EdgeFixture.sending(new Sending(backend.upstream("a"), null, null, answers, false)));
    }

    private EdgeFixture dispatching(Dispatch dispatch) {
        return EdgeFixture.collecting(
                EdgeFixture.patient(), request -> new Forward(dispatch, AnswerShape.STREAM, listener));
    }

    private Outcome outcome() {
        return listener.outcome().orTimeout(10, TimeUnit.SECONDS).join();
    }

    /** Says everything louder, and marks how the stream ended. */
    private static final class Louder implements AnswerEdit.Events {

        @Override
        public Buffer feed(Buffer chunk) {
            String said = chunk.toString();
            if (said.equals("fail")) {
                throw new IllegalStateException("told to fail");
            }
            return Buffer.buffer(said.toUpperCase(Locale.ROOT));
        }

        @Override
        public Buffer finish() {
            return Buffer.buffer(".");
        }

        @Override
        public Buffer breakOff() {
            return Buffer.buffer("!");
        }
    }
}
