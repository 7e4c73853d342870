package io.plimsoll.budget.policy;

/**
 * From which pressure on pools are shared, and how strictly. Active lanes may fill {@code full} of a pool when pressure
 * reaches {@code start}; the more they want beyond, the less they get, down to {@code start} of it.
 *
 * @param start share of the pool, greater than 0; below it lanes are free
 * @param full share of the pool, at least {@code start} and at most 1
 */
public record PressureBand(double start, double full) {

    public PressureBand {
        if (!(start > 0 && start <= full && full <= 1)) {
            throw new IllegalArgumentException(
                    "pressure band: start %s, full %s (expected: 0 < start <= full <= 1)".formatted(start, full));
        }
    }

    /** Whether lanes are free at this pressure. */
    boolean isCalm(double pressure) {
        return pressure < start;
    }

    /** The share of the pool that active lanes may fill at a pressure of {@code start} or more. */
    double target(double pressure) {
        return Math.clamp(start + full - pressure, start, full);
    }
}
