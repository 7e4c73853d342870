package io.plimsoll.bench.legality;

import io.plimsoll.budget.tokens.PromptCall;
import io.plimsoll.budget.tokens.PromptCounter;
import io.plimsoll.budget.tokens.PromptMessage;
import java.util.List;

/** A quarter of the characters, and a little for each message. Stateless. */
final class RoughCounter implements PromptCounter {

    private static final int CHARACTERS_PER_TOKEN = 4;
    private static final int FRAME_TOKENS = 5;

    @Override
    public int head(String system, List<String> toolDefinitions) {
        return FRAME_TOKENS
                + text(system)
                + toolDefinitions.stream().mapToInt(this::text).sum();
    }

    @Override
    public int message(PromptMessage message) {
        int tokens = FRAME_TOKENS + text(message.text()) + text(message.reasoning());
        for (PromptCall call : message.calls()) {
            tokens += FRAME_TOKENS + text(call.name()) + text(call.arguments());
        }
        return tokens;
    }

    @Override
    public int generationPrompt() {
        return FRAME_TOKENS;
    }

    @Override
    public int text(String text) {
        return (text.length() + CHARACTERS_PER_TOKEN - 1) / CHARACTERS_PER_TOKEN;
    }
}
