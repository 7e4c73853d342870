package io.plimsoll.budget.config;

import org.jspecify.annotations.Nullable;

/**
 * How many extra steps of agents a policy takes for its cuts.
 *
 * @param extraSteps by how much more of an agent's tool calls may be extra ones, once its history is cut
 * @param backOff whether the policy cuts less where agents take more
 */
public record QualitySettings(
        @Nullable Share extraSteps, @Nullable Boolean backOff) {

    static final QualitySettings ABSENT = new QualitySettings(null, null);

    public Share effectiveExtraSteps() {
        return extraSteps != null ? extraSteps : new Share(0.05);
    }

    public boolean effectiveBackOff() {
        return backOff != null && backOff;
    }
}
