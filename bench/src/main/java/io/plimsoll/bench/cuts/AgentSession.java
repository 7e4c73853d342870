package io.plimsoll.bench.cuts;

import io.plimsoll.backends.sim.SimulatedPrompt;
import io.plimsoll.budget.tokens.PromptMessage;
import io.plimsoll.budget.tokens.PromptRole;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A recorded session, made such that each of its requests is legal for every engine. Immutable.
 *
 * @param name unique in a run; the client's name for the session as well
 * @param system the system text, empty for none
 * @param tools JSON text of each tool definition as chat completions write it
 * @param messages the whole history behind the system text, answers included
 */
record AgentSession(String name, String system, List<String> tools, List<PromptMessage> messages) {

    AgentSession {
        tools = List.copyOf(tools);
        messages = List.copyOf(messages);
    }

    /** Where its answers stand in {@link #messages}: each is one turn. */
    List<Integer> turns() {
        return IntStream.range(1, messages.size())
                .filter(i -> messages.get(i).role() == PromptRole.ASSISTANT)
                .boxed()
                .toList();
    }

    /** The request that {@code answer} answers: all that stands before it. */
    SimulatedPrompt.Chat request(int answer) {
        return new SimulatedPrompt.Chat(system, tools, messages.subList(0, answer));
    }
}
