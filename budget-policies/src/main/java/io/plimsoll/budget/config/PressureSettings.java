package io.plimsoll.budget.config;

import org.jspecify.annotations.Nullable;

/**
 * The pressure between which the water level falls from no limit to each session's fair share.
 *
 * @param start where it begins to fall
 * @param full where it has fallen, above {@code start}
 */
public record PressureSettings(
        @Nullable Share start, @Nullable Share full) {

    static final PressureSettings ABSENT = new PressureSettings(null, null);

    public PressureSettings {
        Share from = orDefaultStart(start);
        Share to = orDefaultFull(full);
        new Rules()
                .rule(from.fraction() < to.fraction(), "start", from, "below full, " + to)
                .check();
    }

    public Share effectiveStart() {
        return orDefaultStart(start);
    }

    public Share effectiveFull() {
        return orDefaultFull(full);
    }

    private static Share orDefaultStart(@Nullable Share start) {
        return start != null ? start : new Share(0.7);
    }

    private static Share orDefaultFull(@Nullable Share full) {
        return full != null ? full : new Share(0.95);
    }
}
