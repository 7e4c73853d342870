package io.plimsoll.backends.sim;

import java.util.Arrays;

/** The latest {@value #KEPT} durations of a kind. Not thread-safe. */
final class TimeSamples {

    private static final int KEPT = 16_384;

    private double[] seconds = new double[64];
    private long count;

    void add(double value) {
        if (count == seconds.length && seconds.length < KEPT) {
            seconds = Arrays.copyOf(seconds, 2 * seconds.length);
        }
        seconds[(int) (count++ % seconds.length)] = value;
    }

    SimulationStatistics.Durations summary() {
        var sorted = Arrays.copyOf(seconds, (int) Math.min(count, seconds.length));
        Arrays.sort(sorted);
        return new SimulationStatistics.Durations(
                count, quantile(sorted, 0.5), quantile(sorted, 0.95), quantile(sorted, 1));
    }

    private static double quantile(double[] sorted, double share) {
        return sorted.length == 0 ? 0 : sorted[(int) Math.ceil(share * sorted.length) - 1];
    }
}
