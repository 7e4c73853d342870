package io.plimsoll.gateway.replay;

/**
 * What the turns of a replay add up to.
 *
 * @param turns how they ended
 * @param tokens what was sent and computed
 * @param checks what must be 0
 */
public record ReplayTotals(Turns turns, Tokens tokens, Checks checks) {

    static final ReplayTotals NONE =
            new ReplayTotals(new Turns(0, 0, 0, 0, 0), new Tokens(0, 0, 0, 0, 0), new Checks(0, 0, 0));

    /**
     * Turns.
     *
     * @param all all that were replayed
     * @param cuts those in which a cut was made
     * @param recalls those in which text was recalled
     * @param refusals those that the gateway refused because they do not fit
     * @param failures those that ended without an answer for another reason
     */
    public record Turns(int all, int cuts, int recalls, int refusals, int failures) {}

    /**
     * Tokens.
     *
     * @param clientTurns prompt tokens of all turns as the client sent them
     * @param sentTurns prompt tokens of all turns as the engine got them
     * @param prefill prompt tokens that the engine computed
     * @param passThroughPrefill prompt tokens that it would have computed without the gateway, if it never forgot any
     * @param largestSent the largest prompt that the engine got
     */
    public record Tokens(long clientTurns, long sentTurns, long prefill, long passThroughPrefill, int largestSent) {

        /** Token-turns that the engine held for each one that pass-through would have held; 1 before the first turn. */
        public double kvRatio() {
            return clientTurns == 0 ? 1 : (double) sentTurns / clientTurns;
        }

        /** Tokens prefilled for each one that pass-through with an unlimited cache prefills; 1 before the first turn. */
        public double prefillMultiple() {
            return passThroughPrefill == 0 ? 1 : (double) prefill / passThroughPrefill;
        }
    }

    /**
     * Broken promises.
     *
     * @param orphans tool calls without their result and results without their call, in all prompts
     * @param prefixBreaks prompts that do not begin with the one before, though no cut was announced
     * @param aboveLine prompts that the engine counted above their load line
     */
    public record Checks(int orphans, int prefixBreaks, int aboveLine) {}

    ReplayTotals with(ReplayTurn turn) {
        ReplayTurn.Tokens its = turn.tokens();
        ReplayTurn.Check check = turn.check();
        return new ReplayTotals(
                new Turns(
                        turns.all + 1,
                        turns.cuts + one(turn.cut()),
                        turns.recalls + one(turn.recalled()),
                        turns.refusals + one(turn.refused()),
                        turns.failures + one(turn.failed() && !turn.refused())),
                new Tokens(
                        tokens.clientTurns + its.client(),
                        tokens.sentTurns + its.sent(),
                        tokens.prefill + its.prefill(),
                        tokens.passThroughPrefill + its.passThroughPrefill(),
                        Math.max(tokens.largestSent, its.sent())),
                new Checks(
                        checks.orphans + (check == null ? 0 : check.orphans()),
                        checks.prefixBreaks + one(check != null && check.prefixBroken()),
                        checks.aboveLine + one(turn.aboveLine())));
    }

    private static int one(boolean holds) {
        return holds ? 1 : 0;
    }
}
