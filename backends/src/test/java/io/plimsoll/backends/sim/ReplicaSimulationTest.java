package io.plimsoll.backends.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The expected times were computed independently of this code, from the formulas in {@link StepTimes}. */
class ReplicaSimulationTest {

    private static final Offset<Double> MICROSECOND = within(0.000_000_6);

    private final EventLog log = new EventLog();

    private ReplicaSimulation<SessionPrefix> replica(int poolTokens) {
        return ReplicaSimulation.bySession(ReplicaSpec.referenceReplica().withPoolTokens(poolTokens), log);
    }

    private ReplicaSimulation<SessionPrefix> replica() {
        return replica(ReplicaSpec.referenceReplica().pool().tokens());
    }

    private static SimulatedRequest<SessionPrefix> request(
            long id, String session, int prompt, int common, int output) {
        return new SimulatedRequest<>(id, new SessionPrefix(session, common), prompt, output);
    }

    @Test
    void secondTurnPrefillsOnlyWhatIsNew() {
        var replica = replica();
        replica.submit(request(1, "a", 10_000, 0, 100), 0);
        replica.runUntilIdle();
        double secondSent = log.end(1) + 2;
        replica.submit(request(2, "a", 10_600, 10_000, 50), secondSent);
        replica.runUntilIdle();

        assertThat(log.firsts.get(1L)).isCloseTo(0.198946, MICROSECOND);
        assertThat(log.ends.get(1L)).isCloseTo(0.619388, MICROSECOND);
        assertThat(log.hits.get(2L)).isEqualTo(10_000);
        assertThat(log.firsts.get(2L)).isCloseTo(2.710528, MICROSECOND);
        assertThat(log.ends.get(2L)).isCloseTo(2.918987, MICROSECOND);
    }

    @Test
    void twoSessionsShareTheSteps() {
        var replica = replica();
        replica.submit(request(1, "a", 10_000, 0, 100), 0);
        replica.submit(request(2, "b", 20_000, 0, 200), 0);
        replica.runUntilIdle();

        assertThat(log.firsts.get(1L)).isCloseTo(0.261940, MICROSECOND);
        assertThat(log.firsts.get(2L)).isCloseTo(0.496956, MICROSECOND);
        assertThat(log.ends.get(1L)).isCloseTo(0.964597, MICROSECOND);
        assertThat(log.ends.get(2L)).isCloseTo(1.410990, MICROSECOND);
    }

    @ParameterizedTest
    @CsvSource({"18000, 7888, 10.737067, 11.158158", "24000, 10000, 10.708908, 11.130000"})
    void prefixLosesItsTailWhenAnotherSessionNeedsRoom(int pool, int hit, double first, double end) {
        var replica = replica(pool);
        replica.submit(request(1, "a", 10_000, 0, 100), 0);
        replica.submit(request(2, "b", 10_000, 0, 100), 5);
        replica.submit(request(3, "a", 10_512, 10_000, 100), 10.619388);
        replica.runUntilIdle();

        assertThat(log.hits.get(3L)).isEqualTo(hit);
        assertThat(log.firsts.get(3L)).isCloseTo(first, MICROSECOND);
        assertThat(log.ends.get(3L)).isCloseTo(end, MICROSECOND);
    }

    @Test
    void growthBeyondThePoolPreemptsTheLastAdmitted() {
        var replica = replica(24_000);
        replica.submit(request(1, "a", 11_000, 0, 1500), 0);
        replica.submit(request(2, "b", 11_000, 0, 1500), 0.01);
        replica.runUntilIdle();

        assertThat(log.preempted).containsExactly(2L);
        assertThat(log.firsts.get(1L)).isCloseTo(0.268821, MICROSECOND);
        assertThat(log.firsts.get(2L)).isCloseTo(0.350483, MICROSECOND);
        assertThat(log.ends.get(1L)).isCloseTo(7.209022, MICROSECOND);
        assertThat(log.ends.get(2L)).isCloseTo(9.359156, MICROSECOND);
        assertThat(log.tokens).containsEntry(1L, 1500).containsEntry(2L, 1500);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.0005, 0.013, 0.7})
    void lookingOftenChangesNothing(double interval) {
        var replica = replica(24_000);
        replica.submit(request(1, "a", 11_000, 0, 1500), 0);
        replica.submit(request(2, "b", 11_000, 0, 1500), 0.01);
        for (double time = 0; time < 10; time += interval) {
            replica.advanceTo(time);
        }

        assertThat(log.ends.get(1L)).isCloseTo(7.209022, MICROSECOND);
        assertThat(log.ends.get(2L)).isCloseTo(9.359156, MICROSECOND);
    }

    @Test
    void rareDeepCutsKeepTheHeadInTheCache() {
        var replica = replica();
        var session = new CappedSession(32_768, 0.5, 2000, 9000);
        int[] prompts = {20_000, 30_000, 34_000, 36_000, 37_000};
        int[] outputs = {100, 100, 100, 100, 10};
        double sentAt = 0;
        for (int turn = 0; turn < prompts.length; turn++) {
            var sent = session.turn(prompts[turn]);
            replica.submit(request(turn, "a", sent.tokens(), sent.common(), outputs[turn]), sentAt);
            replica.runUntilIdle();
            sentAt = log.end(turn) + 2;
        }

        assertThat(session.sent).containsExactly(20_000, 30_000, 18_384, 20_384, 21_384);
        assertThat(log.hits.values()).containsExactly(0, 20_000, 8992, 18_384, 20_384);
        assertThat(log.firsts.get(0L)).isCloseTo(0.418943, MICROSECOND);
        assertThat(log.firsts.get(1L)).isCloseTo(3.253510, MICROSECOND);
        assertThat(log.firsts.get(2L)).isCloseTo(5.975160, MICROSECOND);
        assertThat(log.firsts.get(3L)).isCloseTo(8.568255, MICROSECOND);
        assertThat(log.firsts.get(4L)).isCloseTo(11.149272, MICROSECOND);
    }

    @Test
    void headOfTheQueueBlocksThoseBehindIt() {
        var replica = replica(24_000);
        replica.submit(request(1, "a", 12_000, 0, 500), 0);
        replica.submit(request(2, "b", 13_000, 0, 10), 0.001);
        replica.submit(request(3, "c", 100, 0, 10), 0.1);
        replica.advanceTo(1);

        assertThat(replica.running()).isEqualTo(1);
        assertThat(replica.waiting()).isEqualTo(2);
        replica.runUntilIdle();
        assertThat(log.firsts.get(3L)).isGreaterThan(log.ends.get(1L));
    }

    @Test
    void cancelledRequestGivesItsPlaceToTheNextStep() {
        var replica = replica(24_000);
        replica.submit(request(1, "a", 12_000, 0, 5000), 0);
        replica.submit(request(2, "b", 13_000, 0, 10), 0.001);
        replica.advanceTo(1);

        assertThat(replica.cancel(1)).isTrue();
        assertThat(replica.cancel(1)).isFalse();
        replica.runUntilIdle();

        assertThat(log.ends).containsOnlyKeys(2L);
        assertThat(replica.usedTokens()).isZero();
        assertThat(replica.statistics().requests()).isEqualTo(new SimulationStatistics.Requests(2, 1, 1, 0));
    }

    @Test
    void cancelledPrefillLeavesWhatItComputedInTheCache() {
        var replica = replica();
        replica.submit(request(1, "a", 20_000, 0, 10), 0);
        replica.advanceTo(0.3);
        replica.cancel(1);
        replica.submit(request(2, "a", 20_000, 20_000, 10), 0.3);
        replica.runUntilIdle();

        assertThat(log.hits.get(2L)).isEqualTo(8192);
    }

    @Test
    void listenerMaySubmitTheNextTurn() {
        var turns = new EventLog() {
            private ReplicaSimulation<SessionPrefix> replica =
                    ReplicaSimulation.bySession(ReplicaSpec.referenceReplica(), this);

            @Override
            public void ended(long id, double time) {
                super.ended(id, time);
                if (id < 3) {
                    replica.submit(request(id + 1, "a", 1000, 1000, 5), time + 0.5);
                }
            }
        };
        turns.replica.submit(request(1, "a", 1000, 0, 5), 0);
        turns.replica.advanceTo(60);

        assertThat(turns.ends).containsOnlyKeys(1L, 2L, 3L);
        assertThat(turns.hits).containsEntry(2L, 992);
        assertThat(turns.replica.time()).isEqualTo(60);
    }

    @Test
    void refusesRequestThatThePoolCannotHold() {
        var replica = replica(24_000);

        assertThatThrownBy(() -> replica.submit(request(7, "a", 23_900, 0, 10), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("request 7: prompt and output: 23900 + 10"
                        + " (expected: <= 23872 tokens, what the pool can hold)");
    }

    /** The plainest budget: above the cap, drop from behind the head down to the low water, and append what is recalled. */
    private static final class CappedSession {

        private record Sent(int tokens, int common) {}

        private final int cap;
        private final double lowShare;
        private final int recall;
        private final int head;
        private final List<Integer> sent = new ArrayList<>();
        private int removed;
        private int recalled;
        private int previous;
        private int previousClient;

        CappedSession(int cap, double lowShare, int recall, int head) {
            this.cap = cap;
            this.lowShare = lowShare;
            this.recall = recall;
            this.head = head;
        }

        Sent turn(int clientTokens) {
            int tokens = clientTokens - removed + recalled;
            int common = Math.min(previous, tokens);
            int newest = clientTokens - previousClient;
            double least = head + Math.max(2000, sent.isEmpty() ? Math.min(4000, newest) : newest) + 1000;
            double low = Math.max(lowShare * cap, least);
            if (tokens > Math.max(cap, 1.3 * low)) {
                removed += tokens - (int) low;
                recalled += recall;
                tokens = clientTokens - removed + recalled;
                common = head;
            }
            previousClient = clientTokens;
            previous = tokens;
            sent.add(tokens);
            return new Sent(tokens, common);
        }
    }
}
