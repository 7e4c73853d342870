package io.plimsoll.bench.cuts.baseline;

import io.plimsoll.backends.sim.SimulatedPrompt;
import io.plimsoll.bench.cuts.Counts;
import io.plimsoll.budget.tokens.PromptMessage;
import io.plimsoll.budget.tokens.PromptRole;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** A cliff, and passages of what it cut before each new message of the user; they stay where they are until it is cut. */
final class CliffWithRecall extends Cliff {

    private static final int BUDGET_TOKENS = 2_048;

    /** Under a small cap there is little else to fill it with. */
    private static final int SMALL_CAP_TOKENS = 8_192;

    private static final int BUDGET_OF_SMALL_CAP_TOKENS = 4_096;
    private static final int FRAME_TOKENS = 24;
    private static final int LEAST_TOKENS = 30;
    private static final int PASSAGE_CHARACTERS = 400;

    private final int budget;
    private final Map<Integer, String> recalled = new HashMap<>();
    private Set<Integer> indexed = Set.of();
    private List<String> passages = List.of();
    private Bm25 index = new Bm25(List.of());

    CliffWithRecall(int cap, Counts counts) {
        super(cap, counts);
        budget = cap < SMALL_CAP_TOKENS ? BUDGET_OF_SMALL_CAP_TOKENS : BUDGET_TOKENS;
    }

    @Override
    public List<PromptMessage> sent(SimulatedPrompt.Chat client) {
        if (isDue(client)) {
            cut(client);
        }
        if (isDue(client)) {
            recalled.clear();
        }
        List<PromptMessage> messages = client.messages();
        int asked = messages.size() - 1;
        if (!edits.isEmpty() && messages.get(asked).role() == PromptRole.USER && !recalled.containsKey(asked)) {
            if (cap - tokens(client) < Math.min(budget, cap / 2)) {
                cut(client);
            }
            int room = Math.min(budget, cap - tokens(client) - FRAME_TOKENS);
            recalled.put(asked, passagesFor(messages, messages.get(asked).text(), room));
        }
        return Roles.alternating(view(messages));
    }

    @Override
    List<PromptMessage> view(List<PromptMessage> messages) {
        return IntStream.range(0, messages.size())
                .boxed()
                .flatMap(place -> (edits.containsKey(place)
                                ? edits.get(place)
                                : List.of(withRecalled(messages.get(place), recalled.getOrDefault(place, ""))))
                        .stream())
                .toList();
    }

    private static PromptMessage withRecalled(PromptMessage message, String passages) {
        return passages.isEmpty()
                ? message
                : PromptMessage.of(message.role(), "[Recalled]\n" + passages + "\n[End]\n\n" + message.text());
    }

    private String passagesFor(List<PromptMessage> messages, String question, int tokens) {
        if (!indexed.equals(edits.keySet())) {
            indexed = Set.copyOf(edits.keySet());
            passages = edits.keySet().stream()
                    .flatMap(place -> Bm25.passages(messages.get(place).text(), PASSAGE_CHARACTERS).stream())
                    .toList();
            index = new Bm25(passages);
        }
        List<Integer> chosen = new ArrayList<>();
        int room = tokens;
        for (int passage : index.ranked(question)) {
            int needed = counts.text(passages.get(passage)) + 1;
            if (needed <= room) {
                chosen.add(passage);
                room -= needed;
            }
            if (room < LEAST_TOKENS) {
                break;
            }
        }
        return String.join("\n", chosen.stream().sorted().map(passages::get).toList());
    }
}
