package io.plimsoll.budget.cost;

/**
 * What a usual turn of a lane adds to its context.
 *
 * @param promptTokens tokens that are new in its prompt: results of tools, words of the user; at least 0
 * @param outputTokens tokens of its answer; at least 0
 */
public record TurnShape(double promptTokens, double outputTokens) {

    public TurnShape {
        if (!(promptTokens >= 0) || !(outputTokens >= 0)) {
            throw new IllegalArgumentException(
                    "turn: %s new, %s output tokens (expected: both >= 0)".formatted(promptTokens, outputTokens));
        }
    }

    /** By how many tokens the context grows. */
    public double growthTokens() {
        return promptTokens + outputTokens;
    }

    /** How many turns fill {@code roomTokens}, at least 1: a turn is never split. */
    public double turnsToFill(long roomTokens) {
        return Math.max(1, roomTokens / Math.max(1, growthTokens()));
    }
}
