package io.plimsoll.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.gateway.http.Dispatch.Step;
import io.plimsoll.gateway.http.ExchangePlan.AnswerShape;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.SelfSignedCertificate;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is tried again, where, and what is not. */
class RetryIT {

    private final FakeBackend first = FakeBackend.start();
    private final FakeBackend second = FakeBackend.start();
    private final Upstream nobody = new Upstream("nobody", "127.0.0.1", FakeBackend.unusedPort(), false, "", null);
    private final RecordingListener listener = new RecordingListener();

    @AfterEach
    void stop() {
        first.close();
        second.close();
    }

    @Test
    void triesTheNextUpstreamWhenOneRefusesConnections() {
        second.script(exchange -> exchange.answer(200, "text/plain", "second"));
        try (EdgeFixture edge = forwarding(nobody, second.upstream("b"))) {
            RawClient.Answer answer = edge.connect().post("/v1/x", "{}").readAnswer();

            assertThat(answer.body()).isEqualTo("second");
            assertThat(outcome()).isEqualTo(new Outcome.Completed());
            assertThat(listener.events())
                    .containsExactly("sending nobody", "sending b", "answered 200", "first byte", "ended");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503, 529})
    void triesTheNextUpstreamWhenOneIsOverloaded(int status) {
        first.script(exchange -> exchange.answer(status, "text/plain", "busy"));
        second.script(exchange -> exchange.answer(200, "text/plain", exchange.body().length + " bytes"));
        try (EdgeFixture edge = forwarding(first.upstream("a"), second.upstream("b"))) {
            RawClient.Answer answer = edge.connect().post("/v1/x", "12345").readAnswer();

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("5 bytes");
            assertThat(outcome()).isEqualTo(new Outcome.Completed());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 408, 409, 500, 502})
    void passesOtherFailuresThrough(int status) {
        first.script(exchange -> exchange.answer(status, "text/plain", "no"));
        try (EdgeFixture edge = forwarding(first.upstream("a"), second.upstream("b"))) {
            assertThat(edge.connect().post("/v1/x", "{}").readAnswer().status()).isEqualTo(status);
            assertThat(second.requestCount()).isZero();
        }
    }

    @Test
    void passesTheOverloadedAnswerThroughWhenNoOtherUpstreamIsLeft() {
        first.script(exchange -> exchange.answer(429, "text/plain", "later"));
        try (EdgeFixture edge = forwarding(first.upstream("a"))) {
            RawClient.Answer answer = edge.connect().post("/v1/x", "{}").readAnswer();

            assertThat(answer.status()).isEqualTo(429);
            assertThat(answer.body()).isEqualTo("later");
        }
    }

    @Test
    void passesTheOverloadedAnswerThroughWhenTheOtherUpstreamIsUnreachable() {
        first.script(exchange -> exchange.answer(503, "text/plain", "later"));
        try (EdgeFixture edge = forwarding(first.upstream("a"), nobody)) {
            RawClient.Answer answer = edge.connect().post("/v1/x", "{}").readAnswer();

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.body()).isEqualTo("later");
            assertThat(answer.whole()).isTrue();
        }
    }

    @Test
    void tellsTheDispatchWhatFailedAndHow() {
        first.script(exchange -> exchange.send("HTTP/1.1 429 X\r\nRetry-After: 7\r\nContent-Length: 0\r\n\r\n"));
        List<List<Attempt>> asked = new CopyOnWriteArrayList<>();
        Dispatch dispatch = failed -> {
            asked.add(failed);
            return switch (failed.size()) {
                case 0 -> Step.unedited(nobody);
                case 1 -> Step.unedited(first.upstream("a"));
                default -> new Step.GiveUp();
            };
        };
        try (EdgeFixture edge = EdgeFixture.collecting(
                EdgeFixture.patient(), request -> new ExchangePlan.Forward(dispatch, AnswerShape.STREAM, listener))) {
            edge.connect().post("/v1/x", "{}").readAnswer();

            assertThat(asked).hasSize(3);
            assertThat(asked.get(0)).isEmpty();
            assertThat(asked.get(1).getFirst().failure()).isInstanceOf(AttemptFailure.Unreachable.class);
            assertThat(asked.get(2).get(1).failure())
                    .isInstanceOfSatisfying(AttemptFailure.Overloaded.class, overloaded -> {
                        assertThat(overloaded.status()).isEqualTo(429);
                        assertThat(overloaded.headers().get("retry-after")).isEqualTo("7");
                    });
        }
    }

    @Test
    void stopsAfterTheConfiguredRetries() {
        try (EdgeFixture edge = forwarding(nobody, nobody, nobody, nobody, first.upstream("a"))) {
            RawClient.Answer answer = edge.connect().post("/v1/x", "{}").readAnswer();

            assertThat(answer.body()).isEqualTo("UPSTREAM_UNREACHABLE");
            assertThat(outcome()).isInstanceOf(Outcome.UpstreamFailed.class);
            assertThat(listener.events())
                    .containsExactly("sending nobody", "sending nobody", "sending nobody", "ended");
        }
    }

    @Test
    void saysThatThereIsNoUpstream() {
        try (EdgeFixture edge = forwarding()) {
            assertThat(edge.connect().post("/v1/x", "{}").readAnswer().body()).isEqualTo("NO_UPSTREAM");
            assertThat(outcome()).isEqualTo(new Outcome.Refused(EdgeFailure.NO_UPSTREAM));
        }
    }

    @Test
    void replacesAStaleConnectionOnceByAFreshOne() {
        // Closes the connection on its second request without a byte, as a server does whose idle timeout has just run
        // out.
        first.script(new FakeBackend.Script() {
            private int requests;

            @Override
            public synchronized void run(FakeBackend.Exchange exchange) throws IOException {
                requests++;
                exchange.body();
                if (requests == 2) {
                    exchange.closeConnection();
                    return;
                }
                exchange.answer(200, "text/plain", "answer " + requests);
            }
        });
        try (EdgeFixture edge = forwarding(first.upstream("a"));
                RawClient client = edge.connect()) {
            assertThat(client.post("/v1/x", "{}").readAnswer().body()).isEqualTo("answer 1");

            assertThat(client.post("/v1/x", "{}").readAnswer().body()).isEqualTo("answer 3");
        }
    }

    @Test
    void doesNotRepeatARequestThatAFreshConnectionDroppedUnanswered() {
        first.script(exchange -> {
            exchange.body();
            exchange.closeConnection();
        });
        try (EdgeFixture edge = forwarding(first.upstream("a"), second.upstream("b"))) {
            assertThat(edge.connect().post("/v1/x", "{}").readAnswer().body()).isEqualTo("UPSTREAM_CLOSED");
            assertThat(first.requestCount()).isOne();
            assertThat(second.requestCount()).isZero();
            assertThat(outcome()).isInstanceOf(Outcome.UpstreamFailed.class);
        }
    }

    @Test
    void doesNotTrustAnUpstreamWhoseCertificateNobodyVouchesFor() {
        Vertx vertx = Vertx.vertx();
        try (EdgeFixture edge = forwarding(tlsUpstream(vertx))) {
            assertThat(edge.connect().post("/v1/x", "{}").readAnswer().body()).isEqualTo("UPSTREAM_UNREACHABLE");
            assertThat(outcome())
                    .isInstanceOfSatisfying(
                            Outcome.UpstreamFailed.class,
                            failed -> assertThat(failed.reason()).contains("certification path"));
        } finally {
            EdgeFixture.await(vertx.close());
        }
    }

    @Test
    void takesGarbageForAFailureOfTheUpstream() {
        first.script(exchange -> {
            exchange.body();
            exchange.send("SSH-2.0-OpenSSH_9.6\r\n\r\n");
            exchange.closeConnection();
        });
        try (EdgeFixture edge = forwarding(first.upstream("a"))) {
            assertThat(edge.connect().post("/v1/x", "{}").readAnswer().body()).isEqualTo("UPSTREAM_CLOSED");
        }
    }

    @Test
    void reusesConnectionsThatWereLeftWhole() {
        first.script(exchange -> exchange.answer(
                200, "text/plain", Integer.toString(exchange.headers("x-n").size())));
        try (EdgeFixture edge = forwarding(first.upstream("a"));
                RawClient client = edge.connect()) {
            for (int i = 0; i < 5; i++) {
                assertThat(client.post("/v1/x", "{}", "X-N: 1").readAnswer().body())
                        .isEqualTo("1");
            }
            assertThat(first.connectionCount()).isOne();
        }
    }

    private EdgeFixture forwarding(Upstream... upstreams) {
        return EdgeFixture.collecting(EdgeFixture.patient(), request -> EdgeFixture.forward(listener, upstreams));
    }

    private Outcome outcome() {
        return listener.outcome().orTimeout(10, TimeUnit.SECONDS).join();
    }

    private static Upstream tlsUpstream(Vertx vertx) {
        HttpServerOptions options = new HttpServerOptions()
                .setSsl(true)
                .setKeyCertOptions(SelfSignedCertificate.create("localhost").keyCertOptions());
        HttpServer server = EdgeFixture.await(vertx.createHttpServer(options)
                .requestHandler(request -> request.response().end())
                .listen(0, "127.0.0.1"));
        return new Upstream("tls", "localhost", server.actualPort(), true, "", null);
    }
}
