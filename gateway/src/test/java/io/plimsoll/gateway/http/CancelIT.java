package io.plimsoll.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A client that leaves ends the work on its behalf, whatever that is just then. */
class CancelIT {

    private final FakeBackend backend = FakeBackend.start();
    private final RecordingListener listener = new RecordingListener();

    @AfterEach
    void stop() {
        backend.close();
    }

    @Test
    void tellsThePlannerAndForwardsNothingWhenTheClientLeavesWhilePlanning() throws Exception {
        CompletableFuture<ClientRequest> asked = new CompletableFuture<>();
        Promise<ExchangePlan> planning = Promise.promise();
        try (EdgeFixture edge = EdgeFixture.planning(EdgeFixture.patient(), request -> {
            asked.complete(request);
            return planning.future();
        })) {
            RawClient client = edge.connect().post("/v1/x", "{}");
            Future<Void> gone = asked.get(10, TimeUnit.SECONDS).gone();

            client.close();

            EdgeFixture.await(gone);
            planning.complete(EdgeFixture.forward(listener, backend.upstream("a")));
            assertThat(outcome()).isEqualTo(new Outcome.ClientGone());
            assertThat(backend.requestCount()).isZero();
        }
    }

    @Test
    void endsTheUpstreamsWorkBeforeItHasAnswered() {
        backend.script(FakeBackend.Exchange::holdUntilGone);
        try (EdgeFixture edge = forwarding()) {
            RawClient client = edge.connect().post("/v1/x", "{}");
            backend.request(0).receivedBody();

            client.reset();

            backend.request(0).awaitGone();
            assertThat(outcome()).isEqualTo(new Outcome.ClientGone());
            assertThat(backend.requestCount()).isOne();
        }
    }

    @Test
    void endsTheUpstreamsWorkAfterItsHead() {
        backend.script(exchange -> {
            exchange.startStream();
            exchange.holdUntilGone();
        });
        try (EdgeFixture edge = forwarding()) {
            RawClient client = edge.connect().post("/v1/x", "{}");
            assertThat(client.readHead()).startsWith("HTTP/1.1 200");

            client.close();

            backend.request(0).awaitGone();
            assertThat(outcome()).isEqualTo(new Outcome.ClientGone());
            assertThat(listener.events()).containsExactly("sending a", "answered 200", "ended");
        }
    }

    @Test
    void endsTheUpstreamsWorkInMidStream() {
        backend.script(exchange -> {
            exchange.startStream();
            exchange.chunk("data: 1\n\n");
            exchange.holdUntilGone();
        });
        try (EdgeFixture edge = forwarding()) {
            RawClient client = edge.connect().post("/v1/x", "{}");
            client.readHead();
            assertThat(client.readBytes("9\r\ndata: 1\n\n\r\n".length())).contains("data: 1");

            client.close();

            backend.request(0).awaitGone();
            assertThat(outcome()).isEqualTo(new Outcome.ClientGone());
            assertThat(listener.byteCount()).isEqualTo("data: 1\n\n".length());
        }
    }

    @Test
    void endsTheUpstreamsWorkWhenAClientLeavesThatDidNotRead() {
        String block = "x".repeat(64 << 10);
        CompletableFuture<Void> writing = new CompletableFuture<>();
        backend.script(exchange -> {
            exchange.startStream();
            writing.complete(null);
            while (true) {
                exchange.chunk(block);
            }
        });
        try (EdgeFixture edge = forwarding()) {
            RawClient client = RawClient.connect(edge.port(), 8 << 10).post("/v1/x", "{}");
            writing.join();
            long before = -1;
            // The stream has stalled once no more is relayed for a while.
            while (listener.byteCount() != before) {
                before = listener.byteCount();
                pause();
            }

            client.close();

            backend.request(0).awaitGone();
            assertThat(outcome()).isEqualTo(new Outcome.ClientGone());
        }
    }

    @Test
    void neverShowsTheUpstreamAWholeRequestFromHalfAnUpload() {
        backend.script(FakeBackend.Exchange::body);
        try (EdgeFixture edge = EdgeFixture.streaming(
                EdgeFixture.patient(), request -> EdgeFixture.forward(listener, backend.upstream("a")))) {
            RawClient client = edge.connect()
                    .send("POST /v1/x HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
            FakeBackend.Exchange upload = backend.request(0);

            client.close();

            upload.awaitGone();
            assertThat(outcome()).isEqualTo(new Outcome.ClientGone());
        }
    }

    @Test
    void sendsNothingWhenTheClientLeavesInMidUploadOfACollectedBody() {
        try (EdgeFixture edge = forwarding()) {
            RawClient client = edge.connect().send("POST /v1/x HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc");

            client.close();

            RawClient next = edge.connect().post("/v1/y", "{}");
            assertThat(next.readAnswer().status()).isEqualTo(200);
            assertThat(backend.requestCount()).isOne();
            assertThat(backend.request(0).requestLine()).isEqualTo("POST /v1/y HTTP/1.1");
        }
    }

    private EdgeFixture forwarding() {
        return EdgeFixture.collecting(
                EdgeFixture.patient(), request -> EdgeFixture.forward(listener, backend.upstream("a")));
    }

    private Outcome outcome() {
        return listener.outcome().orTimeout(10, TimeUnit.SECONDS).join();
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
