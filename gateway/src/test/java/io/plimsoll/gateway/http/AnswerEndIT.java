package io.plimsoll.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.gateway.http.ExchangePlan.AnswerShape;
import io.plimsoll.gateway.http.ExchangePlan.Forward;
import io.plimsoll.gateway.stream.SseUsageStripper;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How answers end: truncated, stripped, refused, and when the gateway closes. */
class AnswerEndIT {

    private static final String CONTENT = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"}}]}\n\n";
    private static final String USAGE =
            "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":3}}\n\n";
    private static final String DONE = "data: [DONE]\n\n";

    private final FakeBackend backend = FakeBackend.start();
    private final RecordingListener listener = new RecordingListener();

    @AfterEach
    void stop() {
        backend.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void breaksOffAfterTheLastByteThatATruncatedUpstreamSent(boolean reset) {
        backend.script(exchange -> {
            exchange.startStream();
            exchange.chunk(CONTENT);
            Thread.sleep(50);
            if (reset) {
                exchange.resetConnection();
            } else {
                exchange.closeConnection();
            }
        });
        try (EdgeFixture edge = forwarding(false)) {
            RawClient.Answer answer = edge.connect().post("/v1/x", "{}").readAnswer();

            assertThat(answer.body()).isEqualTo(CONTENT);
            assertThat(answer.whole()).isFalse();
            assertThat(outcome()).isInstanceOf(Outcome.UpstreamFailed.class);
            assertThat(backend.requestCount()).isOne();
        }
    }

    @Test
    void breaksOffABodyThatIsShorterThanItsLength() {
        backend.script(exchange -> {
            exchange.body();
            exchange.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort");
            exchange.closeConnection();
        });
        try (EdgeFixture edge = forwarding(false)) {
            RawClient.Answer answer = edge.connect().post("/v1/x", "{}").readAnswer();

            assertThat(answer.body()).isEqualTo("short");
            assertThat(answer.whole()).isFalse();
        }
    }

    @Test
    void resetsAnOldClientsConnectionSoThatItCannotTakeATruncatedAnswerForAWholeOne() {
        backend.script(exchange -> {
            exchange.startStream();
            exchange.chunk(CONTENT);
            exchange.closeConnection();
        });
        try (EdgeFixture edge = forwarding(false);
                RawClient client = edge.connect()) {
            client.send("POST /v1/x HTTP/1.0\r\nContent-Length: 2\r\n\r\n{}").readAnswer();

            assertThat(client.wasReset()).isTrue();
        }
    }

    @Test
    void keepsTheUsageChunkFromAClientThatDidNotAskForIt() {
        backend.script(exchange -> {
            exchange.startStream();
            exchange.chunk(CONTENT);
            exchange.chunk(USAGE.substring(0, 20));
            exchange.chunk(USAGE.substring(20) + DONE);
            exchange.endStream();
        });
        try (EdgeFixture edge = forwarding(true)) {
            RawClient.Answer answer =
                    edge.connect().post("/v1/x", "{}", "Accept-Encoding: gzip").readAnswer();

            assertThat(answer.body()).isEqualTo(CONTENT + DONE);
            assertThat(answer.whole()).isTrue();
            assertThat(backend.request(0).headers("accept-encoding")).containsExactly("identity");
            assertThat(outcome()).isEqualTo(new Outcome.Completed());
            assertThat(listener.byteCount()).isEqualTo((CONTENT + USAGE + DONE).length());
        }
    }

    @Test
    void passesOnWhatItHeldBackWhenTheUpstreamBreaksOff() {
        backend.script(exchange -> {
            exchange.startStream();
            exchange.chunk(CONTENT + USAGE.substring(0, 20));
            exchange.closeConnection();
        });
        try (EdgeFixture edge = forwarding(true)) {
            RawClient.Answer answer = edge.connect().post("/v1/x", "{}").readAnswer();

            assertThat(answer.body()).isEqualTo(CONTENT + USAGE.substring(0, 20));
            assertThat(answer.whole()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void refusesATooLongBodyAsSoonAsItIsAnnounced(boolean streamed) {
        try (EdgeFixture edge = streamed ? streaming() : forwarding(false);
                RawClient client = edge.connect()) {
            client.send("POST /v1/x HTTP/1.1\r\nHost: x\r\nContent-Length: 100000000\r\n\r\nabc");

            assertThat(client.readAnswer().body()).isEqualTo("BODY_TOO_LARGE");
            assertThat(backend.requestCount()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void refusesABodyThatBecomesTooLong(boolean streamed) {
        String block = "x".repeat(64 << 10);
        backend.script(FakeBackend.Exchange::body);
        try (EdgeFixture edge = streamed ? streaming() : forwarding(false);
                RawClient client = edge.connect()) {
            client.send("POST /v1/x HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
            for (int i = 0; i < 17; i++) {
                client.send("10000\r\n" + block + "\r\n");
            }

            assertThat(client.readAnswer().body()).isEqualTo("BODY_TOO_LARGE");
            if (streamed) {
                backend.request(0).awaitGone();
                assertThat(outcome()).isEqualTo(new Outcome.Refused(EdgeFailure.BODY_TOO_LARGE));
            }
        }
    }

    @Test
    void relaysAnAnswerThatComesBeforeTheUploadHasEnded() {
        backend.script(exchange -> {
            exchange.send("HTTP/1.1 401 Unauthorized\r\nContent-Length: 2\r\n\r\nno");
            exchange.holdUntilGone();
        });
        try (EdgeFixture edge = streaming();
                RawClient client = edge.connect()) {
            client.send("POST /v1/x HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nabc");

            RawClient.Answer answer = client.readAnswer();

            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.body()).isEqualTo("no");
            assertThat(answer.headers("connection")).containsExactly("close");
            assertThat(outcome()).isEqualTo(new Outcome.Completed());
        }
    }

    @Test
    void answersForAPlannerThatFails() {
        try (EdgeFixture failing = EdgeFixture.planning(
                        EdgeFixture.patient(), request -> Future.failedFuture(new IllegalStateException("defect")));
                EdgeFixture throwing = EdgeFixture.collecting(EdgeFixture.patient(), request -> {
                    throw new IllegalStateException("defect");
                })) {
            assertThat(failing.connect().post("/v1/x", "{}").readAnswer().body())
                    .isEqualTo("INTERNAL");
            assertThat(throwing.connect().post("/v1/x", "{}").readAnswer().body())
                    .isEqualTo("INTERNAL");
        }
    }

    @Test
    void sendsTheGatewaysOwnAnswer() {
        ExchangePlan.Answer own = new ExchangePlan.Answer(
                429, List.of(Map.entry("retry-after", "1"), Map.entry("x-latin", "caf\u00e9")), new byte[] {'n', 'o'});
        try (EdgeFixture edge = EdgeFixture.collecting(EdgeFixture.patient(), request -> own);
                RawClient client = edge.connect()) {
            assertThat(client.post("/v1/x", "{}").readAnswer().head())
                    .isEqualTo("HTTP/1.1 429 Too Many Requests\r\nretry-after: 1\r\nx-latin: caf\u00e9\r\n"
                            + "content-length: 2\r\n\r\n");
            assertThat(client.request("HEAD", "/v1/x").readHead()).contains("content-length: 2");
            assertThat(client.post("/v1/x", "{}").readAnswer().body()).isEqualTo("no");
        }
    }

    @Test
    void letsExchangesFinishWhileItDrains() {
        backend.script(exchange -> {
            exchange.startStream();
            exchange.chunk(CONTENT);
            Thread.sleep(300);
            exchange.chunk(DONE);
            exchange.endStream();
        });
        try (EdgeFixture edge = forwarding(false);
                RawClient client = edge.connect()) {
            String head = client.post("/v1/x", "{}").readHead();

            Future<Void> drained = edge.drain(Duration.ofSeconds(10));

            RawClient.Answer answer = client.readBody(head);
            assertThat(answer.body()).isEqualTo(CONTENT + DONE);
            assertThat(answer.whole()).isTrue();
            EdgeFixture.await(drained);
            assertThat(outcome()).isEqualTo(new Outcome.Completed());
        }
    }

    @Test
    void abortsExchangesThatOutlastTheDrainLimit() {
        backend.script(exchange -> {
            exchange.startStream();
            exchange.chunk(CONTENT);
            exchange.holdUntilGone();
        });
        try (EdgeFixture edge = forwarding(false);
                RawClient client = edge.connect()) {
            String head = client.post("/v1/x", "{}").readHead();

            Future<Void> drained = edge.drain(Duration.ofMillis(200));

            assertThat(client.readBody(head).whole()).isFalse();
            EdgeFixture.await(drained);
            assertThat(outcome()).isEqualTo(new Outcome.ShutDown());
            backend.request(0).awaitGone();
        }
    }

    private EdgeFixture forwarding(boolean stripUsage) {
        return EdgeFixture.collecting(
                EdgeFixture.patient(),
                request -> new Forward(
                        EdgeFixture.sending(new Sending(
                                backend.upstream("a"),
                                null,
                                request.body(),
                                stripUsage ? SseUsageStripper.ofStreams() : AnswerEditing.NONE,
                                false)),
                        AnswerShape.STREAM,
                        listener));
    }

    private EdgeFixture streaming() {
        return EdgeFixture.streaming(
                EdgeFixture.patient(), request -> EdgeFixture.forward(listener, backend.upstream("a")));
    }

    private Outcome outcome() {
        return listener.outcome().orTimeout(10, TimeUnit.SECONDS).join();
    }
}
