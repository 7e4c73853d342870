package io.plimsoll.budget.config;

import org.jspecify.annotations.Nullable;

/**
 * When a session is cut that does not have to be.
 *
 * @param minimumGain the share of the load line that a cut has to free if the line does not demand it
 * @param ahead whether a cut that the next turn would need is made between two turns
 */
public record CutSettings(
        @Nullable Share minimumGain, @Nullable Boolean ahead) {

    static final CutSettings ABSENT = new CutSettings(null, null);

    /** The same for sessions that leave no gaps between their turns. */
    public CutSettings withoutAhead() {
        return new CutSettings(minimumGain, false);
    }

    public Share effectiveMinimumGain() {
        return minimumGain != null ? minimumGain : new Share(0.25);
    }

    public boolean effectiveAhead() {
        return ahead != null && ahead;
    }
}
