package io.plimsoll.backends.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ReplicaSimulationPropertyTest {

    record Turn(int session, int prompt, int common, int output, double sentAt, double cancelAfter) {}

    private static final int POOL = 8000;

    @Property(tries = 150, seed = "20261125")
    void poolNeverOverflowsAndNoTokenIsLost(@ForAll("loads") List<Turn> load) {
        var log = new EventLog();
        var replica = ReplicaSimulation.bySession(ReplicaSpec.referenceReplica().withPoolTokens(POOL), log);
        drive(replica, load, turn -> new SessionPrefix("s" + turn.session(), turn.common()));
        assertConserved(replica, load, log);
    }

    @Property(tries = 150, seed = "20261125")
    void blockPoolNeverOverflowsAndNoTokenIsLost(@ForAll("loads") List<Turn> load) {
        var log = new EventLog();
        var replica = ReplicaSimulation.byContent(ReplicaSpec.referenceReplica().withPoolTokens(POOL), log);
        drive(replica, load, ReplicaSimulationPropertyTest::blocks);
        assertConserved(replica, load, log);
    }

    private static PromptBlocks blocks(Turn turn) {
        var hashes = new long[(turn.prompt() + turn.output()) / 16];
        for (int i = 0; i < hashes.length; i++) {
            int owner = i * 16 < turn.common() ? 0 : 1 + turn.session();
            hashes[i] = 1000L * owner + i;
        }
        return new PromptBlocks(hashes);
    }

    private static <P> void drive(ReplicaSimulation<P> replica, List<Turn> load, Function<Turn, P> prefix) {
        for (int i = 0; i < load.size(); i++) {
            var turn = load.get(i);
            replica.submit(new SimulatedRequest<>(i, prefix.apply(turn), turn.prompt(), turn.output()), turn.sentAt());
        }
        for (double time = 0; time < 12; time += 0.01) {
            replica.advanceTo(time);
            assertThat(replica.usedTokens() + replica.cachedTokens()).isLessThanOrEqualTo(replica.capacityTokens());
            for (int i = 0; i < load.size(); i++) {
                if (time >= load.get(i).sentAt() + load.get(i).cancelAfter()) {
                    replica.cancel(i);
                }
            }
        }
        replica.runUntilIdle();
    }

    private static void assertConserved(ReplicaSimulation<?> replica, List<Turn> load, EventLog log) {
        var requests = replica.statistics().requests();
        assertThat(replica.usedTokens()).isZero();
        assertThat(replica.running() + replica.waiting()).isZero();
        assertThat(requests.finished() + requests.cancelled()).isEqualTo(load.size());
        assertThat(log.ends.keySet())
                .allSatisfy(id -> assertThat(log.tokens.get(id))
                        .isEqualTo(load.get(id.intValue()).output()));
        assertThat(log.tokens.values().stream().mapToLong(Integer::longValue).sum())
                .isEqualTo(replica.statistics().tokens().generated());
    }

    @Provide
    Arbitrary<List<Turn>> loads() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 5),
                        Arbitraries.integers().between(1, 5000),
                        Arbitraries.integers().between(0, 5000),
                        Arbitraries.integers().between(1, 900),
                        Arbitraries.doubles().between(0, 3),
                        Arbitraries.doubles().between(0.01, 30))
                .as(Turn::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(14);
    }
}
