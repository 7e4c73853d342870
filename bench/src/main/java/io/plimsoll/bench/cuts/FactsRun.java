package io.plimsoll.bench.cuts;

import io.plimsoll.backends.sim.SimulatedPrompt;
import io.plimsoll.budget.tokens.PromptMessage;
import io.plimsoll.budget.tokens.PromptRole;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Replays a chat under a cap, then asks its questions one behind the other, each on top of those before. Blocking; not
 * thread-safe.
 */
final class FactsRun {

    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final PromptMessage ANSWER = PromptMessage.of(PromptRole.ASSISTANT, "I see.");

    /** A question has to fit behind system text and markers, whatever the cap. */
    private static final int SPARE_TOKENS = 64;

    private final PlantedFacts facts;
    private final Counts counts;
    private final int stride;

    /** @param stride every how many turns of the chat are replayed; the last one always is */
    FactsRun(PlantedFacts facts, Counts counts, int stride) {
        this.facts = facts;
        this.counts = counts;
        this.stride = stride;
    }

    FactsRow keeping(double percent, Contestant contestant) throws Exception {
        AgentSession chat = facts.session();
        int cap = cap(percent);
        RecordedEngine engine = RecordedEngine.with(counts);
        var meter = new KvMeter(counts);
        var asked = new LiteralMeter.Kept(0, 0);
        long sent = 0;
        try (var route = contestant.open(cap, engine.options());
                var client = new AgentClient(route.url(), route.cutters(), engine.model())) {
            for (int answer : chosenTurns()) {
                meter.observe(turn(
                        client,
                        chat,
                        answer,
                        chat.request(answer),
                        chat.messages().get(answer),
                        cap));
            }
            List<PromptMessage> history = new ArrayList<>(chat.messages());
            for (PlantedFacts.Question question : facts.questions()) {
                history.add(PromptMessage.of(PromptRole.USER, question.text()));
                var request = new SimulatedPrompt.Chat(chat.system(), chat.tools(), history);
                history.add(ANSWER);
                var asking = new AgentSession(chat.name(), chat.system(), chat.tools(), history);
                Turn turn = turn(client, asking, history.size() - 1, request, ANSWER, cap);
                meter.observe(turn);
                asked = asked.plus(isThere(question, turn));
                sent += turn.sent() == null ? 0 : counts.prompt(turn.sent());
            }
        }
        return new FactsRow(
                chat.name(),
                percent,
                cap,
                contestant.label(),
                asked,
                meter.figures(),
                (double) sent / facts.questions().size());
    }

    private static Turn turn(
            AgentClient client,
            AgentSession session,
            int answerAt,
            SimulatedPrompt.Chat request,
            PromptMessage answer,
            int cap)
            throws Exception {
        AgentClient.Received received = client.send(session.name(), request, answer);
        return new Turn(session, answerAt, request, received.all(), received.turn(), cap);
    }

    /** The question itself may hold words of the sentence, so it does not count; spacing does not matter. */
    static boolean isThere(PlantedFacts.Question question, Turn turn) {
        String text = squeezed(LiteralMeter.textOf(turn.sent()).replace(question.text(), " "));
        return question.sentences().stream().map(FactsRun::squeezed).anyMatch(text::contains);
    }

    private static String squeezed(String text) {
        return SPACE.matcher(text).replaceAll(" ").strip();
    }

    private List<Integer> chosenTurns() {
        List<Integer> turns = facts.session().turns();
        List<Integer> chosen = new ArrayList<>();
        for (int i = 0; i < turns.size(); i++) {
            if (i % stride == 0 || i == turns.size() - 1) {
                chosen.add(turns.get(i));
            }
        }
        return chosen;
    }

    private int cap(double percent) {
        AgentSession chat = facts.session();
        int peak = counts.prompt(chat.request(chat.turns().getLast()));
        int head = counts.head(chat.system(), chat.tools());
        int longest = facts.questions().stream()
                .mapToInt(question -> counts.text(question.text()))
                .max()
                .orElse(0);
        return Math.max((int) (percent / 100 * peak), head + longest + SPARE_TOKENS);
    }
}
