package io.plimsoll.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.gateway.http.ExchangePlan.AnswerShape;
import io.plimsoll.gateway.http.ExchangePlan.Forward;
import io.plimsoll.gateway.http.Outcome.Limit;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each limit ends what it is for, and nothing else. */
class TimeoutIT {

    private static final Duration SHORT = Duration.ofMillis(150);
    private static final Duration LONG = Duration.ofSeconds(60);

    private final FakeBackend backend = FakeBackend.start();
    private final RecordingListener listener = new RecordingListener();

    @AfterEach
    void stop() {
        backend.close();
    }

    @Test
    void answersWhenTheUpstreamIsSilent() {
        backend.script(FakeBackend.Exchange::holdUntilGone);
        try (EdgeFixture edge = forwarding(limits(SHORT, LONG, LONG, LONG, LONG), AnswerShape.STREAM)) {
            assertThat(edge.connect().post("/v1/x", "{}").readAnswer().body()).isEqualTo("UPSTREAM_TIMEOUT");
            assertThat(outcome()).isEqualTo(new Outcome.TimedOut(Limit.FIRST_BYTE));
            backend.request(0).awaitGone();
        }
    }

    @Test
    void breaksAStreamOffWhoseFirstByteDoesNotCome() {
        backend.script(exchange -> {
            exchange.startStream();
            exchange.holdUntilGone();
        });
        try (EdgeFixture edge = forwarding(limits(SHORT, LONG, LONG, LONG, LONG), AnswerShape.STREAM)) {
            RawClient.Answer answer = edge.connect().post("/v1/x", "{}").readAnswer();

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.whole()).isFalse();
            assertThat(outcome()).isEqualTo(new Outcome.TimedOut(Limit.FIRST_BYTE));
        }
    }

    @Test
    void breaksAStreamOffThatFallsSilent() {
        backend.script(exchange -> {
            exchange.startStream();
            exchange.chunk("data: 1\n\n");
            exchange.holdUntilGone();
        });
        try (EdgeFixture edge = forwarding(limits(LONG, SHORT, LONG, LONG, LONG), AnswerShape.STREAM)) {
            RawClient.Answer answer = edge.connect().post("/v1/x", "{}").readAnswer();

            assertThat(answer.body()).isEqualTo("data: 1\n\n");
            assertThat(answer.whole()).isFalse();
            assertThat(outcome()).isEqualTo(new Outcome.TimedOut(Limit.IDLE));
            backend.request(0).awaitGone();
        }
    }

    @Test
    void letsAStreamLastLongerThanTheTotalLimitAndPausesUpToTheIdleLimit() {
        backend.script(exchange -> {
            exchange.startStream();
            for (int i = 0; i < 6; i++) {
                exchange.chunk("data: " + i + "\n\n");
                Thread.sleep(SHORT.toMillis() / 3);
            }
            exchange.endStream();
        });
        try (EdgeFixture edge =
                forwarding(limits(LONG, Duration.ofSeconds(5), SHORT, LONG, LONG), AnswerShape.STREAM)) {
            assertThat(edge.connect().post("/v1/x", "{}").readAnswer().whole()).isTrue();
            assertThat(outcome()).isEqualTo(new Outcome.Completed());
        }
    }

    @Test
    void endsAnExchangeThatIsNoStreamAtTheTotalLimit() {
        backend.script(FakeBackend.Exchange::holdUntilGone);
        try (EdgeFixture edge = forwarding(limits(LONG, LONG, SHORT, LONG, LONG), AnswerShape.WHOLE)) {
            assertThat(edge.connect().post("/v1/x", "{}").readAnswer().body()).isEqualTo("TOTAL_TIMEOUT");
            assertThat(outcome()).isEqualTo(new Outcome.TimedOut(Limit.TOTAL));
            backend.request(0).awaitGone();
        }
    }

    @Test
    void refusesACollectedUploadThatStalls() {
        try (EdgeFixture edge = forwarding(limits(LONG, LONG, LONG, SHORT, LONG), AnswerShape.STREAM)) {
            RawClient client = edge.connect().send("POST /v1/x HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc");

            assertThat(client.readAnswer().body()).isEqualTo("UPLOAD_STALLED");
            assertThat(client.isEnded()).isTrue();
            assertThat(backend.requestCount()).isZero();
        }
    }

    @Test
    void closesAConnectionWhoseRequestHeadDoesNotCome() {
        try (EdgeFixture edge = forwarding(limits(LONG, LONG, LONG, SHORT, LONG), AnswerShape.STREAM);
                RawClient client = edge.connect()) {
            client.send("POST /v1/x HTTP/1.1\r\nHost:");

            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void keepsAConnectionOpenBetweenItsRequests() throws Exception {
        try (EdgeFixture edge = forwarding(limits(LONG, LONG, LONG, SHORT, LONG), AnswerShape.STREAM);
                RawClient client = edge.connect()) {
            client.post("/v1/x", "{}").readAnswer();
            Thread.sleep(3 * SHORT.toMillis());

            assertThat(client.post("/v1/x", "{}").readAnswer().status()).isEqualTo(200);
        }
    }

    @Test
    void refusesAStreamedUploadThatStallsAndEndsItAtTheUpstream() {
        backend.script(FakeBackend.Exchange::body);
        try (EdgeFixture edge = EdgeFixture.streaming(
                limits(LONG, LONG, LONG, SHORT, LONG),
                request -> EdgeFixture.forward(listener, backend.upstream("a")))) {
            RawClient client = edge.connect().send("POST /v1/x HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc");

            assertThat(client.readAnswer().body()).isEqualTo("UPLOAD_STALLED");
            assertThat(outcome()).isEqualTo(new Outcome.TimedOut(Limit.UPLOAD));
            backend.request(0).awaitGone();
        }
    }

    @Test
    void dropsAClientThatDoesNotReadAndEndsTheUpstreamsWork() {
        String block = "x".repeat(64 << 10);
        backend.script(exchange -> {
            exchange.startStream();
            while (true) {
                exchange.chunk(block);
            }
        });
        try (EdgeFixture edge = forwarding(limits(LONG, LONG, LONG, LONG, SHORT), AnswerShape.STREAM);
                RawClient client = RawClient.connect(edge.port(), 8 << 10)) {
            client.post("/v1/x", "{}");

            assertThat(outcome()).isEqualTo(new Outcome.TimedOut(Limit.CLIENT_STALL));
            backend.request(0).awaitGone();
            client.readHead();
            client.readBytes(Integer.MAX_VALUE);
            assertThat(client.wasReset()).isTrue();
        }
    }

    private EdgeFixture forwarding(EdgeOptions options, AnswerShape shape) {
        return EdgeFixture.collecting(
                options, request -> new Forward(EdgeFixture.inTurn(backend.upstream("a")), shape, listener));
    }

    private static EdgeOptions limits(
            Duration firstByte, Duration idle, Duration total, Duration upload, Duration clientStall) {
        return new EdgeOptions("127.0.0.1", 0, 1, 1 << 20, LONG, firstByte, idle, total, upload, clientStall, 0);
    }

    private Outcome outcome() {
        return listener.outcome().orTimeout(10, TimeUnit.SECONDS).join();
    }
}
