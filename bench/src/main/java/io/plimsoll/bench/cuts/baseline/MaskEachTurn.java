package io.plimsoll.bench.cuts.baseline;

import io.plimsoll.backends.sim.SimulatedPrompt;
import io.plimsoll.budget.tokens.PromptMessage;
import io.plimsoll.budget.tokens.PromptRole;
import java.util.ArrayList;
import java.util.List;

/** All but the newest results become stubs. */
final class MaskEachTurn implements Cutter {

    private static final int NEWEST = 10;

    @Override
    public List<PromptMessage> sent(SimulatedPrompt.Chat client) {
        List<PromptMessage> masked = new ArrayList<>(client.messages());
        int newer = 0;
        for (int i = masked.size() - 1; i >= 0; i--) {
            if (masked.get(i).role() == PromptRole.TOOL && newer++ >= NEWEST) {
                masked.set(i, Stub.of(masked.get(i)));
            }
        }
        return masked;
    }
}
