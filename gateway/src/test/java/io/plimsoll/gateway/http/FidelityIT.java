package io.plimsoll.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes through goes through as it came, and what concerns one connection stays on it. */
class FidelityIT {

    private final FakeBackend backend = FakeBackend.start();
    private final RecordingListener listener = new RecordingListener();

    @AfterEach
    void stop() {
        backend.close();
    }

    @Test
    void sendsRequestHeadersOnByteForByteAndInOrder() {
        try (EdgeFixture edge = forwarding()) {
            edge.connect()
                    .post(
                            "/v1/x",
                            "{}",
                            "X-Latin: caf\u00e9 \u0080\u0085\u00ff",
                            "x-B: a  b, c;d=\"e\"",
                            "X-Rep: 1",
                            "x-rep: 2",
                            "X-Empty:")
                    .readAnswer();

            assertThat(backend.request(0).headerLines())
                    .containsSubsequence(
                            "X-Latin: caf\u00e9 \u0080\u0085\u00ff",
                            "x-B: a  b, c;d=\"e\"",
                            "X-Rep: 1",
                            "x-rep: 2",
                            "X-Empty: ");
        }
    }

    @Test
    void sendsAnswerHeadersOnByteForByteAndInOrder() {
        backend.script(exchange -> {
            exchange.body();
            exchange.send(
                    "HTTP/1.1 299 Quite Fine\r\nX-Latin: caf\u00e9 \u0080\u0085\u00ff\r\nSet-Cookie: a=b; Path=/\r\n"
                            + "SET-COOKIE: c=d\r\nContent-Length: 2\r\n\r\nok");
        });
        try (EdgeFixture edge = forwarding()) {
            RawClient.Answer answer = edge.connect().post("/v1/x", "{}").readAnswer();

            assertThat(answer.head())
                    .isEqualTo(
                            "HTTP/1.1 299 Quite Fine\r\nX-Latin: caf\u00e9 \u0080\u0085\u00ff\r\nSet-Cookie: a=b; Path=/\r\n"
                                    + "SET-COOKIE: c=d\r\nContent-Length: 2\r\n\r\n");
            assertThat(answer.body()).isEqualTo("ok");
        }
    }

    @Test
    void addsTheListenersHeadersAndNoOthers() {
        RecordingListener adding = new RecordingListener(List.of(Map.entry("x-plimsoll-backend", "a")));
        try (EdgeFixture edge = EdgeFixture.collecting(
                EdgeFixture.patient(), request -> EdgeFixture.forward(adding, backend.upstream("a")))) {
            assertThat(edge.connect().post("/v1/x", "{}").readAnswer().head())
                    .isEqualTo("HTTP/1.1 200 X\r\nContent-Type: application/json\r\nContent-Length: 2\r\n"
                            + "x-plimsoll-backend: a\r\n\r\n");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/x?beta=true",
                "/v1/x?q=a%2Fb%20+c&q=2&empty=&flag&u=%C3%A9;z",
                "/v1/files/a%2Fb%20c",
                "/v1//double/../dots",
                "/v1/raw\u00c3\u00a9?q=\u00e6\u00bc\u00a2"
            })
    void keepsTheTargetAsItIs(String target) {
        try (EdgeFixture edge = forwarding()) {
            edge.connect().request("GET", target).readAnswer();

            assertThat(backend.request(0).requestLine()).isEqualTo("GET " + target + " HTTP/1.1");
        }
    }

    @Test
    void putsTheUpstreamsPathPrefixAndCredentialsInPlace() {
        Upstream upstream = new Upstream("a", "127.0.0.1", backend.port(), false, "/engines/a", "Bearer gateway-key");
        try (EdgeFixture edge =
                EdgeFixture.collecting(EdgeFixture.patient(), request -> EdgeFixture.forward(listener, upstream))) {
            edge.connect()
                    .post("/v1/x?a=b", "{}", "Authorization: Bearer client-key", "X-Api-Key: client-key")
                    .readAnswer();

            assertThat(backend.request(0).requestLine()).isEqualTo("POST /engines/a/v1/x?a=b HTTP/1.1");
            assertThat(backend.request(0).headers("authorization")).containsExactly("Bearer gateway-key");
            assertThat(backend.request(0).headers("x-api-key")).isEmpty();
            assertThat(backend.request(0).headers("host")).containsExactly("127.0.0.1:" + backend.port());
        }
    }

    @Test
    void keepsHopByHopHeadersOnTheirHop() {
        backend.script(exchange -> {
            exchange.body();
            exchange.send("HTTP/1.1 200 OK\r\nConnection: x-mine, keep-alive\r\nX-Mine: 1\r\nKeep-Alive: timeout=9\r\n"
                    + "X-Stay: 1\r\nContent-Length: 0\r\n\r\n");
        });
        try (EdgeFixture edge = forwarding()) {
            RawClient.Answer answer = edge.connect()
                    .post(
                            "/v1/x",
                            "{}",
                            "Connection: x-hop, te, host, authorization",
                            "X-Hop: 1",
                            "TE: trailers",
                            "Upgrade: wire/9",
                            "Proxy-Authorization: Basic abc",
                            "Keep-Alive: timeout=77",
                            "Authorization: Bearer k")
                    .readAnswer();

            assertThat(backend.request(0).headerLines())
                    .containsExactlyInAnyOrder(
                            "Authorization: Bearer k", "content-length: 2", "host: 127.0.0.1:" + backend.port());
            assertThat(answer.head()).isEqualTo("HTTP/1.1 200 OK\r\nX-Stay: 1\r\nContent-Length: 0\r\n\r\n");
        }
    }

    @Test
    void forwardsAnEditedBodyWithItsOwnLength() {
        try (EdgeFixture edge = EdgeFixture.collecting(
                EdgeFixture.patient(),
                request -> new ExchangePlan.Forward(
                        EdgeFixture.sending(new Sending(
                                backend.upstream("a"),
                                null,
                                (new String(request.body(), StandardCharsets.UTF_8) + "!")
                                        .getBytes(StandardCharsets.UTF_8),
                                AnswerEditing.NONE,
                                false)),
                        ExchangePlan.AnswerShape.WHOLE,
                        listener))) {
            edge.connect().post("/v1/x", "hello").readAnswer();

            assertThat(backend.request(0).receivedBody()).isEqualTo("hello!");
            assertThat(backend.request(0).headers("content-length")).containsExactly("6");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void forwardsChunkedUploadsWithExtensionsAndTrailers(boolean streamed) {
        try (EdgeFixture edge = streamed ? streaming() : forwarding()) {
            edge.connect()
                    .send("POST /v1/x HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
                            + "5;a=b;c=\"d\"\r\nhello\r\n1\r\n!\r\n0\r\nX-T: 1\r\n\r\n")
                    .readAnswer();

            assertThat(backend.request(0).receivedBody()).isEqualTo("hello!");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void invitesAClientThatWaitsToBeAskedForItsBody(boolean streamed) {
        try (EdgeFixture edge = streamed ? streaming() : forwarding();
                RawClient client = edge.connect()) {
            client.send("POST /v1/x HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
            assertThat(client.readHead()).startsWith("HTTP/1.1 100 ");

            assertThat(client.send("{}").readAnswer().status()).isEqualTo(200);
            assertThat(backend.request(0).headers("expect")).isEmpty();
        }
    }

    @Test
    void passesEarlyHintsOnAndDropsContinue() {
        backend.script(exchange -> {
            exchange.body();
            exchange.send("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n");
            exchange.answer(200, "text/plain", "ok");
        });
        try (EdgeFixture edge = forwarding();
                RawClient client = edge.connect()) {
            assertThat(client.post("/v1/x", "{}").readHead())
                    .startsWith("HTTP/1.1 103")
                    .contains("Link: </a>");
            assertThat(client.readAnswer().body()).isEqualTo("ok");
        }
    }

    @Test
    void answersHeadWithTheUpstreamsLengthAndNoBody() {
        backend.script(exchange -> exchange.send("HTTP/1.1 200 OK\r\nContent-Length: 1234\r\n\r\n"));
        try (EdgeFixture edge = forwarding();
                RawClient client = edge.connect()) {
            assertThat(client.request("HEAD", "/v1/x").readHead())
                    .isEqualTo("HTTP/1.1 200 OK\r\nContent-Length: 1234\r\n\r\n");
            assertThat(client.request("HEAD", "/v1/x").readHead()).startsWith("HTTP/1.1 200 OK");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 304})
    void addsNothingToAnswersThatHaveNoBody(int status) {
        backend.script(exchange -> {
            exchange.body();
            exchange.send("HTTP/1.1 " + status + " X\r\nETag: \"x\"\r\n\r\n");
        });
        try (EdgeFixture edge = forwarding()) {
            assertThat(edge.connect().post("/v1/x", "{}").readAnswer().head())
                    .isEqualTo("HTTP/1.1 " + status + " X\r\nETag: \"x\"\r\n\r\n");
        }
    }

    @Test
    void endsAnAnswerOfUnknownLengthToAnOldClientWithTheConnection() {
        backend.script(exchange -> {
            exchange.startStream();
            exchange.chunk("one ");
            exchange.chunk("two");
            exchange.endStream();
        });
        try (EdgeFixture edge = forwarding()) {
            RawClient.Answer answer = edge.connect()
                    .send("POST /v1/x HTTP/1.0\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\n{}")
                    .readAnswer();

            assertThat(answer.headers("transfer-encoding")).isEmpty();
            assertThat(answer.headers("connection")).containsExactly("close");
            assertThat(answer.body()).isEqualTo("one two");
            assertThat(answer.whole()).isTrue();
        }
    }

    @Test
    void givesASlowClientAllOfAnAnswerThoughTheUpstreamHasLongClosed() {
        int size = 6 << 20;
        backend.script(exchange -> {
            exchange.body();
            exchange.send("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
            exchange.send("x".repeat(size));
            exchange.closeConnection();
        });
        try (EdgeFixture edge = forwarding();
                RawClient client = RawClient.connect(edge.port(), 8 << 10)) {
            String head = client.post("/v1/x", "{}").readHead();
            pause();

            RawClient.Answer answer = client.readBody(head);

            assertThat(answer.body()).hasSize(size);
            assertThat(answer.whole()).isTrue();
            assertThat(listener.outcome().orTimeout(10, TimeUnit.SECONDS).join())
                    .isEqualTo(new Outcome.Completed());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}",
                "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
                "Content-Length: +2\r\n\r\n{}",
                "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: identity\r\n\r\n",
                "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
                "Host: other\r\nContent-Length: 2\r\n\r\n{}",
                "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n2\r\n{}XX0\r\n\r\n"
            })
    void showsNoUpstreamARequestThatTwoReadersMayReadDifferently(String rest) {
        try (EdgeFixture edge = forwarding();
                RawClient client = edge.connect()) {
            client.send("POST /v1/x HTTP/1.1\r\nHost: x\r\n" + rest);

            String answer = client.readBytes(Integer.MAX_VALUE);

            assertThat(answer.isEmpty() || answer.startsWith("HTTP/1.1 400")).isTrue();
            assertThat(backend.requestCount()).isZero();
        }
    }

    private EdgeFixture forwarding() {
        return EdgeFixture.collecting(
                EdgeFixture.patient(), request -> EdgeFixture.forward(listener, backend.upstream("a")));
    }

    private EdgeFixture streaming() {
        return EdgeFixture.streaming(
                EdgeFixture.patient(), request -> EdgeFixture.forward(listener, backend.upstream("a")));
    }

    private static void pause() {
        try {
            Thread.sleep(300);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
