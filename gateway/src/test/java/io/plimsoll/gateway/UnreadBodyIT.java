package io.plimsoll.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Bodies that the gateway does not read: of paths that it does not know, and packed ones. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
class UnreadBodyIT {

    private static final String PATH = "/v1/rerank";

    private final ScriptedEngine first = ScriptedEngine.start();
    private final ScriptedEngine second = ScriptedEngine.start();
    private final RunningGateway gateway = RunningGateway.before("", first.port(), second.port());

    @BeforeEach
    void bothAnswer() {
        first.script(exchange -> exchange.answer(200, "text/plain", "first"));
        second.script(exchange -> exchange.answer(200, "text/plain", "second"));
    }

    @AfterEach
    void nothingStaysReserved() {
        gateway.assertNothingReserved();
    }

    @AfterAll
    void stop() {
        gateway.close();
        first.close();
        second.close();
    }

    @Test
    void aSmallOneGoesOnToTheNextBackendWhenTheFirstHasNoRoom() {
        first.script(exchange -> exchange.answer(503, "text/plain", "full"));

        HttpResponse<String> answer = gateway.post(PATH, "{ \"q\": 1.0 }");

        assertThat(answer.body()).isEqualTo("second");
        assertThat(second.lastPrompt().receivedBody()).isEqualTo("{ \"q\": 1.0 }");
    }

    @Test
    void aLargeOneIsNotHeldAndTheBackendsOwnAnswerPasses() {
        first.script(exchange -> {
            exchange.body();
            exchange.answer(503, "text/plain", "full");
        });
        String large = "x".repeat(300 << 10);

        assertThat(gateway.post(PATH, large).body()).isEqualTo("full");
    }

    @Test
    void aSmallPackedOneOfAKnownPathPassesUnread() {
        HttpResponse<String> answer = gateway.post(RunningGateway.CHAT, "not gzip at all", "content-encoding", "gzip");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("x-plimsoll-client-tokens")).isEmpty();
    }
}
