package io.plimsoll.bench.load;

import io.plimsoll.bench.Environment;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/**
 * All that a load run measured, raw, in the order in which it was measured.
 *
 * @param environment where
 * @param versions of the programs beside the JDK
 * @param settings the options of the run
 * @param load under closed loops
 * @param latency with one connection; the variant is {@code direct} where nothing stood in between
 * @param firstBytes bursts of streams
 */
record LoadResult(
        Environment environment,
        Map<String, String> versions,
        Map<String, Object> settings,
        List<Load> load,
        List<Latency> latency,
        List<FirstByte> firstBytes) {

    /**
     * One run of the load generator.
     *
     * @param cpuMicrosPerRequest processor time of the proxy's processes by request
     */
    record Load(
            int bodyBytes,
            String variant,
            double requestsPerSecond,
            double cpuMicrosPerRequest,
            long p50Micros,
            long p99Micros) {}

    /** One run with a single connection. */
    record Latency(int bodyBytes, String variant, long p50Micros, long p99Micros) {}

    /**
     * One burst of streams.
     *
     * @param state {@code cold} for the first requests of a process, else {@code warm}
     */
    record FirstByte(String variant, String state, double p50Millis, double p99Millis) {}

    /** The median of what {@code figure} says of runs under load; NaN where there was none. */
    double medianLoad(int bodyBytes, Variant variant, ToDoubleFunction<Load> figure) {
        return median(load.stream()
                .filter(run -> run.bodyBytes() == bodyBytes && run.variant().equals(variant.label()))
                .mapToDouble(figure)
                .toArray());
    }

    /** The median of the medians of runs with one connection, in microseconds; NaN where there was none. */
    double medianLatency(int bodyBytes, String variant) {
        return median(latency.stream()
                .filter(run -> run.bodyBytes() == bodyBytes && run.variant().equals(variant))
                .mapToDouble(Latency::p50Micros)
                .toArray());
    }

    /** The median of what {@code figure} says of bursts; NaN where there was none. */
    double medianFirstByte(String variant, String state, ToDoubleFunction<FirstByte> figure) {
        return median(firstBytes.stream()
                .filter(burst -> Objects.equals(burst.variant(), variant)
                        && burst.state().equals(state))
                .mapToDouble(figure)
                .toArray());
    }

    private static double median(double[] values) {
        java.util.Arrays.sort(values);
        int middle = values.length / 2;
        if (values.length == 0) {
            return Double.NaN;
        }
        return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }
}
