package io.plimsoll.backends.sim;

import io.plimsoll.budget.tokens.PromptCounter;
import io.plimsoll.budget.tokens.PromptMessage;
import java.util.List;

/** Counts a token for every four characters begun, and five for the frame of a message. */
final class FourCharacterCounter implements PromptCounter {

    @Override
    public int head(String system, List<String> toolDefinitions) {
        return 5 + text(system) + toolDefinitions.stream().mapToInt(this::text).sum();
    }

    @Override
    public int message(PromptMessage message) {
        int calls = message.calls().stream()
                .mapToInt(call -> text(call.name()) + text(call.arguments()))
                .sum();
        return 5 + text(message.text()) + text(message.reasoning()) + calls;
    }

    @Override
    public int generationPrompt() {
        return 3;
    }

    @Override
    public int text(String text) {
        return Math.ceilDiv(text.length(), 4);
    }
}
