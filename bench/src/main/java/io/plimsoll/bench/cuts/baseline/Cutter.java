package io.plimsoll.bench.cuts.baseline;

import io.plimsoll.backends.sim.SimulatedPrompt;
import io.plimsoll.budget.tokens.PromptMessage;
import java.util.List;

/** Keeps one session under a cap. One per session; not thread-safe. */
@FunctionalInterface
public interface Cutter {

    /**
     * What is sent in place of the messages of a request, legal for strict chat templates.
     *
     * @param client the request; each extends the one before
     */
    List<PromptMessage> sent(SimulatedPrompt.Chat client);
}
