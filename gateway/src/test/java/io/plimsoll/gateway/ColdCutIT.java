package io.plimsoll.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of a lane whose replica is lost, well below its line. */
@Timeout(60)
class ColdCutIT {

    private static final String POLICY = "policies: [{name: p, context: {cap: 6000, low-water: 30%}, when-over: trim}]";

    private final ScriptedEngine first = ScriptedEngine.start();
    private final ScriptedEngine second = ScriptedEngine.start();

    @AfterEach
    void stop() {
        first.close();
        second.close();
    }

    @Test
    void aLaneThatHasToMoveIsCutForFreeWhereMemoryIsScarce() {
        first.waiting(1);
        second.waiting(1);

        HttpResponse<String> moved = sentAfterTheReplicaIsLost();

        assertThat(header(moved, "decision")).isEqualTo("cut");
        assertThat(header(moved, "cut")).isEqualTo("its prefix was cold");
        assertThat(Integer.parseInt(header(moved, "sent-tokens"))).isLessThanOrEqualTo(1_800);
    }

    @Test
    void whereMemoryIsIdleItKeepsAllItsText() {
        assertThat(header(sentAfterTheReplicaIsLost(), "decision")).isEqualTo("pass");
    }

    private HttpResponse<String> sentAfterTheReplicaIsLost() {
        try (RunningGateway gateway = RunningGateway.before(POLICY, first.port(), second.port())) {
            AgentHistory history = AgentHistory.begin("You are a coding agent.").user("Look at all files.");
            for (int turn = 0; turn < 9; turn++) {
                history.reads("f" + turn, AgentHistory.words(300, turn));
            }
            HttpResponse<String> answer = gateway.chat(history.request(), "x-session-id", "s");
            assertThat(header(answer, "decision")).isEqualTo("pass");
            ScriptedEngine home = header(answer, "backend").equals("b0") ? first : second;
            home.failProbes(true);
            String ready = "plimsoll_backend_up{backend=\"" + header(answer, "backend") + "\"}";
            RunningGateway.eventually(() -> gateway.metric(ready) == 0);

            history.reads("next", AgentHistory.words(20, 9));
            return gateway.chat(history.request(), "x-session-id", "s");
        }
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue("x-plimsoll-" + name).orElse("");
    }
}
