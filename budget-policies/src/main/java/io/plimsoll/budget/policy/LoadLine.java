package io.plimsoll.budget.policy;

/**
 * How deep a lane may be loaded now, in tokens of its footprint.
 *
 * @param lineTokens the most that a request may have, at least 1; {@link Integer#MAX_VALUE} if nothing limits it
 * @param lowWaterTokens what a cut leaves, at least 1 and at most the line
 * @param limitedBy why the line is where it is
 */
public record LoadLine(int lineTokens, int lowWaterTokens, LimitedBy limitedBy) {

    public LoadLine {
        if (lineTokens < 1 || lowWaterTokens < 1 || lowWaterTokens > lineTokens) {
            throw new IllegalArgumentException(
                    "load line: line %d, low water %d tokens (expected: 1 <= low water <= line)"
                            .formatted(lineTokens, lowWaterTokens));
        }
    }

    /**
     * Holds a request against the line.
     *
     * @param renderedTokens the request as it would be sent, at least {@code irreducibleTokens}
     * @param irreducibleTokens what can never be cut from it, at least 0
     */
    public BudgetDecision decide(int renderedTokens, int irreducibleTokens) {
        if (irreducibleTokens < 0 || renderedTokens < irreducibleTokens) {
            throw new IllegalArgumentException(
                    "budget decision: rendered %d, irreducible %d tokens (expected: 0 <= irreducible <= rendered)"
                            .formatted(renderedTokens, irreducibleTokens));
        }
        if (renderedTokens <= lineTokens) {
            return new BudgetDecision.Pass();
        }
        if (irreducibleTokens > lineTokens) {
            return new BudgetDecision.Refuse(irreducibleTokens, lineTokens);
        }
        return new BudgetDecision.Cut(lineTokens, Math.max(lowWaterTokens, irreducibleTokens));
    }
}
