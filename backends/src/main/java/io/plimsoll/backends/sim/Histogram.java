package io.plimsoll.backends.sim;

/** A histogram with fixed bounds, as Prometheus counts them. Not thread-safe. */
final class Histogram {

    private final double[] bounds;
    private final long[] counts;
    private double sum;

    /** Buckets up to and with each of {@code bounds}, ascending, and one for the rest. */
    Histogram(double... bounds) {
        this.bounds = bounds.clone();
        counts = new long[bounds.length + 1];
    }

    void add(double value, long times) {
        int bucket = 0;
        while (bucket < bounds.length && value > bounds[bucket]) {
            bucket++;
        }
        counts[bucket] += times;
        sum += value * times;
    }

    void writeTo(MetricsPage page, String name, String help) {
        page.describe(name, "histogram", help);
        long cumulative = 0;
        for (int i = 0; i <= bounds.length; i++) {
            cumulative += counts[i];
            var bound = i < bounds.length ? Double.toString(bounds[i]) : "+Inf";
            page.sample(name + "_bucket", "le=\"" + bound + "\"", cumulative);
        }
        page.sample(name + "_count", "", cumulative);
        page.sample(name + "_sum", "", sum);
        page.describe(name + "_created", "gauge", help);
        page.created(name, "");
    }
}
