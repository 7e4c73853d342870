package io.plimsoll.backends.sim;

import io.plimsoll.budget.tokens.PromptCounter;
import java.util.List;
import java.util.Objects;

/**
 * The model that a simulated engine pretends to serve.
 *
 * @param names what clients may call it, the first of them in metrics; at least one, none blank
 * @param window the most tokens of a prompt with its answer, at least 2
 * @param counter counts prompts and replies; usage is exactly what it says
 * @param replies what the model says
 */
public record SimulatedModel(List<String> names, int window, PromptCounter counter, ReplySource replies) {
    public SimulatedModel {
        names = List.copyOf(names);
        if (names.isEmpty() || names.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("model: names: " + names + " (expected: at least one, none blank)");
        }
        if (window < 2) {
            throw new IllegalArgumentException(
                    "model '" + names.getFirst() + "': window: " + window + " (expected: >= 2)");
        }
        Objects.requireNonNull(counter, "counter");
        Objects.requireNonNull(replies, "replies");
    }
}
