package io.plimsoll.budget.policy;

/**
 * What happens to a request. Closed, because each outcome is another way through the pipeline: sent as it is, cut first,
 * answered with the dialect's context-length error, or sent as it is although a policy on trial would have done otherwise.
 */
public sealed interface BudgetDecision {

    /** The same decision by a policy on trial: it is counted, and changes nothing. */
    default BudgetDecision inShadow() {
        return switch (this) {
            case Pass pass -> pass;
            case Shadowed shadowed -> shadowed;
            case Cut cut -> new Shadowed(cut);
            case Refuse refuse -> new Shadowed(refuse);
        };
    }

    /** The request is not longer than the line. */
    record Pass() implements BudgetDecision {}

    /**
     * The request is too long and can be cut.
     *
     * @param lineTokens what it exceeds
     * @param lowWaterTokens what is to be left of it: at least its irreducible part, at most the line
     */
    record Cut(int lineTokens, int lowWaterTokens) implements BudgetDecision {}

    /**
     * Not even the irreducible part of the request fits.
     *
     * @param irreducibleTokens system text, tools, last user message and pending tool calls
     * @param lineTokens what they exceed
     */
    record Refuse(int irreducibleTokens, int lineTokens) implements BudgetDecision {}

    /**
     * The request passes, and this would have happened to it.
     *
     * @param instead a cut or a refusal
     */
    record Shadowed(BudgetDecision instead) implements BudgetDecision {

        public Shadowed {
            if (!(instead instanceof Cut || instead instanceof Refuse)) {
                throw new IllegalArgumentException(
                        "shadowed decision: %s (expected: a cut or a refusal)".formatted(instead));
            }
        }
    }
}
