package io.plimsoll.bench.cuts;

import io.plimsoll.budget.tokens.PromptCounter;
import io.plimsoll.budget.tokens.PromptMessage;
import java.util.List;

/** One token a letter, and none for frames: what a test expects can be counted on its lines. */
public final class LetterCounter implements PromptCounter {

    /** A remembering counter of letters. */
    public static Counts counts() {
        return new Counts(new LetterCounter());
    }

    @Override
    public int head(String system, List<String> toolDefinitions) {
        return system.length() + String.join("", toolDefinitions).length();
    }

    @Override
    public int message(PromptMessage message) {
        return message.text().length()
                + message.calls().stream()
                        .mapToInt(call -> call.arguments().length())
                        .sum();
    }

    @Override
    public int generationPrompt() {
        return 0;
    }

    @Override
    public int text(String text) {
        return text.length();
    }
}
