package io.plimsoll.compression;

import io.plimsoll.budget.tokens.PromptCounter;
import io.plimsoll.budget.tokens.PromptMessage;
import java.util.List;

/** A token for every four characters, and four for a message's frame. */
public final class LetterCounter implements PromptCounter {

    @Override
    public int head(String system, List<String> toolDefinitions) {
        return 4 + text(system) + toolDefinitions.stream().mapToInt(this::text).sum();
    }

    @Override
    public int message(PromptMessage message) {
        int calls = message.calls().stream()
                .mapToInt(call -> 4 + text(call.name()) + text(call.arguments()))
                .sum();
        return 4 + text(message.text()) + text(message.reasoning()) + calls;
    }

    @Override
    public int generationPrompt() {
        return 2;
    }

    @Override
    public int text(String text) {
        return (text.length() + 3) / 4;
    }
}
