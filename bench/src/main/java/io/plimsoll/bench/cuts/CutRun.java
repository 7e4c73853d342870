package io.plimsoll.bench.cuts;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Replays sessions through one contestant after the other, and measures. Blocking; not thread-safe. */
final class CutRun {

    private final List<AgentSession> sessions;
    private final Counts counts;
    private final int mostTurns;
    private final Map<String, LaterUses> uses = new HashMap<>();

    /** @param mostTurns turns of a session that are replayed */
    CutRun(List<AgentSession> sessions, Counts counts, int mostTurns) {
        this.sessions = List.copyOf(sessions);
        this.counts = counts;
        this.mostTurns = mostTurns;
        sessions.forEach(session -> uses.put(session.name(), new LaterUses(session, counts)));
    }

    /** All sessions under one cap. */
    CutsRow at(int cap, Contestant contestant) throws Exception {
        return row(contestant, Integer.toString(cap), Map.of(cap, sessions));
    }

    /** Each session under the cap at which its history is so many times smaller. */
    CutsRow reducing(double times, Contestant contestant) throws Exception {
        return row(
                contestant,
                "own",
                sessions.stream()
                        .collect(Collectors.groupingBy(
                                session -> Caps.reducing(session, times, counts), TreeMap::new, Collectors.toList())));
    }

    private CutsRow row(Contestant contestant, String cap, Map<Integer, List<AgentSession>> byCap) throws Exception {
        KvMeter.Figures kv = KvMeter.Figures.NONE;
        LiteralMeter.Figures literals = LiteralMeter.Figures.NONE;
        for (Map.Entry<Integer, List<AgentSession>> group : byCap.entrySet()) {
            var kvMeter = new KvMeter(counts);
            var literalMeter = new LiteralMeter(uses);
            replay(contestant, group.getKey(), group.getValue(), turn -> {
                kvMeter.observe(turn);
                literalMeter.observe(turn);
            });
            kv = kv.plus(kvMeter.figures());
            literals = literals.plus(literalMeter.figures());
        }
        return new CutsRow(contestant.label(), cap, kv, literals);
    }

    private void replay(Contestant contestant, int cap, List<AgentSession> group, Consumer<Turn> meters)
            throws Exception {
        RecordedEngine engine = RecordedEngine.with(counts);
        try (var route = contestant.open(cap, engine.options());
                var client = new AgentClient(route.url(), route.cutters(), engine.model())) {
            for (AgentSession session : group) {
                for (int answer : session.turns().stream().limit(mostTurns).toList()) {
                    var request = session.request(answer);
                    AgentClient.Received received = client.send(
                            session.name(), request, session.messages().get(answer));
                    meters.accept(new Turn(session, answer, request, received.all(), received.turn(), cap));
                }
            }
        }
    }
}
