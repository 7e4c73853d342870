package io.plimsoll.bench.cuts;

import io.plimsoll.backends.sim.SimulatedPrompt;
import io.plimsoll.budget.tokens.PromptMessage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One turn, as client and engine saw it.
 *
 * @param session whose turn it is
 * @param answerAt where the recording's answer stands in the session
 * @param client what the client sent
 * @param arrivals all that reached the engine since the turn before, in its order
 * @param sent which of them is the turn; null where none reached the engine, or the client got no answer
 * @param cap the tokens that a request may have
 */
record Turn(
        AgentSession session,
        int answerAt,
        SimulatedPrompt.Chat client,
        List<Served> arrivals,
        SimulatedPrompt.@Nullable Chat sent,
        int cap) {

    /** A prompt and what the engine said to it. */
    record Served(SimulatedPrompt.Chat prompt, PromptMessage answer) {}

    Turn {
        arrivals = List.copyOf(arrivals);
    }

    /** What the recording has for an answer. */
    PromptMessage answer() {
        return session.messages().get(answerAt);
    }
}
