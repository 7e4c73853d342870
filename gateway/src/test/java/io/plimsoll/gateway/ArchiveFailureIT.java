package io.plimsoll.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.gateway.Gateway.Ground;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An archive that fails costs its own help, never the client's request. */
@Timeout(60)
class ArchiveFailureIT {

    private static final int CAP = 2_000;

    private final ScriptedEngine engine = ScriptedEngine.start();
    private final AtomicReference<FailingArchive> archive = new AtomicReference<>();
    private final RunningGateway gateway = RunningGateway.on(
            new Ground(
                    (settings, listener) -> {
                        archive.set(new FailingArchive(ArchiveOpening.onDisk(settings, listener)));
                        return archive.get();
                    },
                    RunningGateway.quick()),
            "policies: [{name: small, context: {cap: 2000, newest-results: 1}, when-over: recall}]",
            engine.port());

    @AfterEach
    void stop() {
        gateway.assertNothingReserved();
        gateway.close();
        engine.close();
    }

    @Test
    void nothingIsCutThatCannotBeKeptWhileTheRequestFits() {
        archive.get().failStoring();
        String request = history(6).assistant("Read.").user("And now?").request();
        assertThat(SentPrompt.of(request).tokens()).isBetween(CAP * 3 / 4, CAP);

        HttpResponse<String> answer = gateway.chat(request, "x-session-id", "s");

        assertThat(decision(answer)).isEqualTo("pass");
        assertThat(engine.lastPrompt().receivedBody()).isEqualTo(request);
        assertThat(gateway.get("/plimsoll/sessions/s").body()).contains("the archive could not keep");
        assertThat(gateway.metric("plimsoll_degraded_total{step=\"archive\"}")).isOne();
    }

    @Test
    void aCutThatCannotBeKeptPromisesNothing() {
        archive.get().failStoring();

        HttpResponse<String> answer = gateway.chat(history(12).request(), "x-session-id", "s");

        assertThat(decision(answer)).isEqualTo("cut");
        SentPrompt sent = engine.lastSent();
        sent.assertLegal();
        assertThat(sent.tokens()).isLessThanOrEqualTo(CAP);
        assertThat(sent.text()).contains("was left out to save room").doesNotContain("archive", "comes back");
        assertThat(gateway.metric("plimsoll_degraded_total{step=\"archive\"}")).isOne();
    }

    @Test
    void aRecallThatFailsIsLeftOut() {
        gateway.chat(history(12).request(), "x-session-id", "s");
        archive.get().failReading();

        HttpResponse<String> answer = gateway.chat(
                history(12).assistant("Read.").user("What was in f1?").request(), "x-session-id", "s");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(engine.lastSent().newestText()).isEqualTo("What was in f1?");
        assertThat(gateway.metric("plimsoll_degraded_total{step=\"recall\"}")).isOne();
    }

    @Test
    void aSearchThatFailsIsAnError() {
        archive.get().failReading();

        HttpResponse<String> answer = gateway.post("/plimsoll/search", "{\"query\":\"x\"}");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body())
                .contains("The archive could not be read: unreadable")
                .doesNotContain("Exception");
    }

    private static AgentHistory history(int reads) {
        AgentHistory history = AgentHistory.begin("You are a coding agent.").user("Look at all files.");
        for (int i = 0; i < reads; i++) {
            history.reads("f" + i, AgentHistory.words(220, i));
        }
        return history;
    }

    private static String decision(HttpResponse<String> answer) {
        return answer.headers().firstValue("x-plimsoll-decision").orElseThrow();
    }
}
