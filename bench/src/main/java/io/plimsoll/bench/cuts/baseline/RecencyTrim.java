package io.plimsoll.bench.cuts.baseline;

import io.plimsoll.backends.sim.SimulatedPrompt;
import io.plimsoll.bench.cuts.Counts;
import io.plimsoll.budget.tokens.PromptMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** The last user message and the newest atoms that fit, decided anew on every turn. */
final class RecencyTrim implements Cutter {

    /** For the marker that makes the model speak, and the sentence that stands for what is missing. */
    private static final int SPARE_TOKENS = 16;

    private final int cap;
    private final Counts counts;

    RecencyTrim(int cap, Counts counts) {
        this.cap = cap;
        this.counts = counts;
    }

    @Override
    public List<PromptMessage> sent(SimulatedPrompt.Chat client) {
        List<PromptMessage> messages = client.messages();
        int room = cap - counts.head(client) - SPARE_TOKENS;
        List<List<Integer>> order = new ArrayList<>(Roles.atoms(messages).reversed());
        int lastUser = Roles.lastUser(messages);
        if (lastUser >= 0) {
            order.addFirst(List.of(lastUser));
        }
        var kept = new TreeSet<Integer>();
        for (List<Integer> atom : order) {
            int tokens = atom.stream()
                    .filter(place -> !kept.contains(place))
                    .mapToInt(place -> counts.message(messages.get(place)))
                    .sum();
            boolean newest = atom.contains(messages.size() - 1);
            if (tokens > room && !kept.isEmpty() && !newest) {
                break;
            }
            room -= tokens;
            kept.addAll(atom);
        }
        return Roles.alternating(kept.stream().map(messages::get).toList());
    }
}
