package io.plimsoll.gateway.replay;

import io.plimsoll.backends.sim.SimulatedPrompt;
import io.plimsoll.budget.tokens.PromptCounter;
import io.plimsoll.budget.tokens.PromptMessage;
import io.plimsoll.budget.tokens.PromptRole;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks the prompts that the engine receives of one session, each against itself and against the one before. It shares
 * no code with what edits them. Not thread-safe.
 */
final class ReceivedPrompts {

    private final PromptCounter counter;
    private final Map<PromptMessage, Integer> counts = new HashMap<>();
    private SimulatedPrompt.@Nullable Chat last;

    ReceivedPrompts(PromptCounter counter) {
        this.counter = counter;
    }

    /**
     * What a prompt shows.
     *
     * @param stableTokens leading tokens that the session's prompt before had already
     * @param extendsLast whether it begins with all of that prompt; true for the first one
     * @param orphans tool calls without a result right behind them, and results without such a call
     */
    record Finding(int stableTokens, boolean extendsLast, int orphans) {}

    Finding next(SimulatedPrompt.Chat prompt) {
        SimulatedPrompt.Chat before = last;
        last = prompt;
        int orphans = orphans(prompt.messages());
        if (before == null) {
            return new Finding(0, true, orphans);
        }
        if (!before.system().equals(prompt.system()) || !before.tools().equals(prompt.tools())) {
            return new Finding(0, false, orphans);
        }
        int stable = counter.head(prompt.system(), prompt.tools());
        int same = 0;
        int comparable = Math.min(before.messages().size(), prompt.messages().size());
        while (same < comparable
                && before.messages().get(same).equals(prompt.messages().get(same))) {
            stable += counts.computeIfAbsent(prompt.messages().get(same), counter::message);
            same++;
        }
        return new Finding(stable, same == before.messages().size(), orphans);
    }

    /** Results follow the message that calls for them, before anything else is said. */
    static int orphans(List<PromptMessage> messages) {
        int orphans = 0;
        Set<String> open = new HashSet<>();
        for (PromptMessage message : messages) {
            if (message.role() == PromptRole.TOOL) {
                orphans += open.remove(message.resultOf()) ? 0 : 1;
                continue;
            }
            orphans += open.size();
            open.clear();
            message.calls().forEach(call -> open.add(call.id()));
        }
        return orphans + open.size();
    }
}
