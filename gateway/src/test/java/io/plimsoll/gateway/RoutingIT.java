package io.plimsoll.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.gateway.http.FakeBackend;
import io.plimsoll.gateway.http.RawClient;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which backend a request goes to, and what happens when one fails. */
@Timeout(60)
class RoutingIT {

    private final ScriptedEngine first = ScriptedEngine.start();
    private final ScriptedEngine second = ScriptedEngine.start();

    @AfterEach
    void stop() {
        first.close();
        second.close();
    }

    @Test
    void aLaneStaysWithItsBackendWhileOthersSpread() {
        try (RunningGateway gateway = both()) {
            AgentHistory history = AgentHistory.begin("s").user("hi");
            String home = backend(gateway.chat(history.request(), "x-session-id", "home"));
            for (int turn = 0; turn < 5; turn++) {
                gateway.chat(AgentHistory.begin("s").user("other " + turn).request(), "x-session-id", "other" + turn);
                history.assistant("a").user("turn " + turn);

                assertThat(backend(gateway.chat(history.request(), "x-session-id", "home")))
                        .isEqualTo(home);
            }
            assertThat(first.promptCount()).isPositive();
            assertThat(second.promptCount()).isPositive();
        }
    }

    @Test
    void aBackendThatFailsLeavesAndComesBack() {
        try (RunningGateway gateway = both()) {
            first.failProbes(true);
            first.script(exchange -> exchange.answer(500, "application/json", "{}"));
            RunningGateway.eventually(
                    () -> gateway.get("/plimsoll/backends").body().contains("failing"));
            int before = first.promptCount();

            assertThat(servedBy(gateway, "without")).containsOnly("b1");
            assertThat(first.promptCount()).isEqualTo(before);

            first.failProbes(false);
            first.script(exchange -> exchange.answer(200, "application/json", ScriptedEngine.ANSWER));
            RunningGateway.eventually(
                    () -> !gateway.get("/plimsoll/backends").body().contains("failing"));
            assertThat(servedBy(gateway, "with")).contains("b0");
        }
    }

    @Test
    void aBackendThatRefusesIsAskedAfterTheOthers() {
        first.script(RoutingIT::refuse);
        try (RunningGateway gateway = both()) {
            assertThat(servedBy(gateway, "s")).containsOnly("b1");

            assertThat(first.promptCount()).isOne();
            assertThat(gateway.metric("plimsoll_backend_refusals_total{backend=\"b0\"}"))
                    .isOne();
            gateway.assertNothingReserved();
        }
    }

    @Test
    void theRefusalPassesWhenAllRefuse() {
        first.script(RoutingIT::refuse);
        second.script(exchange -> exchange.answer(503, "application/json", "{\"from\":\"b1\"}"));
        try (RunningGateway gateway = both()) {
            HttpResponse<String> answer = gateway.chat(small());

            String served = backend(answer);
            assertThat(answer.statusCode()).isEqualTo(served.equals("b0") ? 429 : 503);
            assertThat(answer.body()).contains(served);
            gateway.assertNothingReserved();
        }
    }

    @Test
    void nothingIsTriedAgainOnceTheAnswerHasBegun() {
        FakeBackend.Script breaksOff = exchange -> {
            exchange.startStream();
            exchange.chunk(ScriptedEngine.CONTENT_CHUNK);
            exchange.resetConnection();
        };
        first.script(breaksOff);
        second.script(breaksOff);
        try (RunningGateway gateway = both();
                RawClient client = gateway.raw()) {
            RawClient.Answer answer = client.post(RunningGateway.CHAT, small()).readAnswer();

            assertThat(answer.whole()).isFalse();
            assertThat(first.promptCount() + second.promptCount()).isOne();
        }
    }

    @Test
    void withoutAHealthyBackendEachDialectSaysSo() {
        try (RunningGateway gateway = RunningGateway.before("", FakeBackend.unusedPort())) {
            HttpResponse<String> chat = gateway.chat(small());
            HttpResponse<String> messages = gateway.post("/v1/messages", small());

            assertThat(chat.statusCode()).isEqualTo(503);
            assertThat(chat.body()).contains("\"type\":\"server_error\"", "\"code\":\"no_backend\"");
            assertThat(messages.statusCode()).isEqualTo(529);
            assertThat(messages.body()).contains("\"type\":\"overloaded_error\"");
            assertThat(gateway.get("/plimsoll/ready").statusCode()).isEqualTo(503);
        }
    }

    @Test
    void aBackendIsNeverGivenMoreRequestsThanItMayHold() {
        var done = new CountDownLatch(1);
        first.script(exchange -> {
            exchange.body();
            done.await();
            exchange.answer(200, "application/json", ScriptedEngine.ANSWER);
        });
        try (RunningGateway gateway =
                RunningGateway.before("", List.of(RunningGateway.backend("one", first.port(), ", max-in-flight: 1")))) {
            var held = gateway.chatLater(small(), "x-session-id", "a");
            RunningGateway.eventually(() -> first.promptCount() == 1);

            HttpResponse<String> answer = gateway.chat(small(), "x-session-id", "b");

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).contains("\"code\":\"overloaded\"");
            done.countDown();
            assertThat(held.join().statusCode()).isEqualTo(200);
        }
    }

    @Test
    void theBackendsOwnKeyTakesThePlaceOfTheClients() {
        try (RunningGateway gateway = RunningGateway.before(
                "", List.of(RunningGateway.backend("keyed", first.port(), ", api-key: sk-backend")))) {
            gateway.chat(small(), "authorization", "Bearer sk-client", "x-api-key", "sk-client");

            assertThat(first.lastPrompt().headers("authorization")).containsExactly("Bearer sk-backend");
            assertThat(String.join("\n", first.lastPrompt().headerLines())).doesNotContain("sk-client");
        }
    }

    private RunningGateway both() {
        return RunningGateway.before("", first.port(), second.port());
    }

    private static List<String> servedBy(RunningGateway gateway, String name) {
        return IntStream.range(0, 8)
                .mapToObj(
                        i -> gateway.chat(AgentHistory.begin("s").user(name + i).request(), "x-session-id", name + i))
                .peek(answer -> assertThat(answer.statusCode()).isEqualTo(200))
                .map(RoutingIT::backend)
                .toList();
    }

    private static void refuse(FakeBackend.Exchange exchange) throws java.io.IOException {
        exchange.body();
        exchange.send("HTTP/1.1 429 X\r\nRetry-After: 30\r\nContent-Length: 13\r\n\r\n{\"from\":\"b0\"}");
    }

    private static String small() {
        return AgentHistory.begin("s").user("hi").request();
    }

    private static String backend(HttpResponse<String> answer) {
        return answer.headers().firstValue("x-plimsoll-backend").orElseThrow();
    }
}
