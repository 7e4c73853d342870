package io.plimsoll.bench.cuts;

import io.plimsoll.backends.sim.SimulatedPrompt;
import io.plimsoll.budget.tokens.PromptCounter;
import io.plimsoll.budget.tokens.PromptMessage;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The one counter of a run, which remembers: every way to shorten a session sends most of its messages again. Thread-safe.
 */
public final class Counts implements PromptCounter {

    private final PromptCounter counter;
    private final ConcurrentHashMap<Object, Integer> known = new ConcurrentHashMap<>();

    private record Head(String system, List<String> tools) {}

    /** Remembers what {@code counter} says. */
    public Counts(PromptCounter counter) {
        this.counter = counter;
    }

    @Override
    public int head(String system, List<String> toolDefinitions) {
        return known.computeIfAbsent(new Head(system, toolDefinitions), head -> counter.head(system, toolDefinitions));
    }

    @Override
    public int message(PromptMessage message) {
        return known.computeIfAbsent(message, key -> counter.message(message));
    }

    @Override
    public int generationPrompt() {
        return counter.generationPrompt();
    }

    @Override
    public int text(String text) {
        return known.computeIfAbsent(text, key -> counter.text(text));
    }

    /** The whole prompt, up to where the model begins to speak. */
    public int prompt(SimulatedPrompt.Chat prompt) {
        int tokens = head(prompt) + generationPrompt();
        for (PromptMessage message : prompt.messages()) {
            tokens += message(message);
        }
        return tokens;
    }

    /** System text and tools of a prompt. */
    public int head(SimulatedPrompt.Chat prompt) {
        return head(prompt.system(), prompt.tools());
    }
}
