package io.plimsoll.bench.cuts.baseline;

import io.plimsoll.backends.sim.SimulatedPrompt;
import io.plimsoll.bench.cuts.Counts;
import io.plimsoll.budget.tokens.PromptMessage;
import io.plimsoll.budget.tokens.PromptRole;
import java.util.List;
import java.util.Set;

/** Results become stubs, oldest first, down to half the cap; where that is not enough, the oldest atoms go whole. */
final class MaskInBatches extends FrozenCutter {

    private static final double LOW_WATER = .5;

    MaskInBatches(int cap, Counts counts) {
        super(cap, counts);
    }

    @Override
    void cut(SimulatedPrompt.Chat client) {
        List<PromptMessage> messages = client.messages();
        Set<Integer> kept = protectedPlaces(messages);
        int excess = tokens(client) - (int) (cap * LOW_WATER);
        for (int i = 0; i < messages.size() && excess > 0; i++) {
            PromptMessage message = messages.get(i);
            if (message.role() == PromptRole.TOOL && !kept.contains(i) && !edits.containsKey(i)) {
                PromptMessage stub = Stub.of(message);
                int freed = counts.message(message) - counts.message(stub);
                if (freed > 0) {
                    edits.put(i, List.of(stub));
                    excess -= freed;
                }
            }
        }
        for (List<Integer> atom : Roles.atoms(messages)) {
            if (excess > 0 && atom.stream().noneMatch(kept::contains)) {
                for (int place : atom) {
                    excess -= tokens(seen(messages, place));
                    edits.put(place, List.of());
                }
            }
        }
    }
}
