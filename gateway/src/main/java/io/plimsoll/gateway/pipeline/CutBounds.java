package io.plimsoll.gateway.pipeline;

import io.plimsoll.compression.Cut;
import io.plimsoll.compression.plan.CutGoal;

/**
 * What a rewrite has to keep to, in counted tokens.
 *
 * @param goal where a cut is due and where it ends
 * @param hardTokens what may never be sent, whatever the pressure
 * @param demandedTokens what is not sent where a cut can help it, however little that frees; at most the hard tokens
 * @param worth whether a cut that is not due pays
 */
record CutBounds(CutGoal goal, int hardTokens, int demandedTokens, CutWorth worth) {

    /** Below this share of the line no cut is planned while the prefix is warm. */
    private static final double PLANNED_FROM = .75;

    /** Whether a cut of a prompt of {@code tokens} is worth planning. */
    boolean mayCut(int tokens) {
        double from = PLANNED_FROM * goal.lineTokens();
        return tokens > from
                || (goal.timing() == CutGoal.Timing.PREFIX_COLD
                        && tokens > goal.lowWaterTokens() + goal.minimumGainTokens());
    }

    boolean isOver(int tokens) {
        return tokens > goal.lineTokens();
    }

    /**
     * Whether a planned cut is made. What would be refused is cut for whatever that frees. A line that only pressure drew is
     * not worth a cut that frees little: the next turns would be over it again, each at the price of a prefill.
     *
     * @param keptTokens leading tokens that stay as they were
     */
    boolean isMade(Cut cut, int keptTokens) {
        int before = cut.tokens().before();
        if (before > demandedTokens) {
            return true;
        }
        if (cut.freedTokens() < goal.minimumGainTokens()) {
            return false;
        }
        return isOver(before) || worth.pays(cut, keptTokens, goal.lineTokens());
    }
}
