package io.plimsoll.backends.sim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Agents that each wait for an answer, think, and come back with a longer history. */
class ClosedLoopTest {

    private static final double THINK_SECONDS = 1;
    private static final int FIRST_PROMPT = 4000;
    private static final int NEW_TOKENS = 700;
    private static final int OUTPUT = 120;

    @Test
    void fewDozenSessionsOutgrowTheDemoPoolWithinAMinute() {
        assertThat(hitRateAfterAMinute(8)).isGreaterThan(0.85);
        assertThat(hitRateAfterAMinute(36)).isLessThan(0.3);
    }

    @Test
    void sameLoadTwiceGivesTheSameAnswers() {
        var first = new Agents(20);
        var second = new Agents(20);
        first.replica.advanceTo(60);
        second.replica.advanceTo(60);

        assertThat(first.replica.statistics()).isEqualTo(second.replica.statistics());
    }

    private static double hitRateAfterAMinute(int sessions) {
        var agents = new Agents(sessions);
        agents.replica.advanceTo(60);
        var before = agents.replica.statistics().tokens();
        agents.replica.advanceTo(120);
        var after = agents.replica.statistics().tokens();
        return (double) (after.hit() - before.hit()) / (after.prompt() - before.prompt());
    }

    private static final class Agents implements SimulationListener {
        private final ReplicaSimulation<SessionPrefix> replica = ReplicaSimulation.bySession(ReplicaSpec.demo(), this);
        private final int[] prompts;

        Agents(int sessions) {
            prompts = new int[sessions];
            for (int session = 0; session < sessions; session++) {
                nextTurn(session, session * 0.1);
            }
        }

        @Override
        public void ended(long id, double time) {
            nextTurn((int) id, time + THINK_SECONDS);
        }

        private void nextTurn(int session, double sentAt) {
            int previous = prompts[session];
            prompts[session] = previous == 0 ? FIRST_PROMPT : previous + OUTPUT + NEW_TOKENS;
            var prefix = new SessionPrefix("s" + session, previous);
            replica.submit(new SimulatedRequest<>(session, prefix, prompts[session], OUTPUT), sentAt);
        }
    }
}
