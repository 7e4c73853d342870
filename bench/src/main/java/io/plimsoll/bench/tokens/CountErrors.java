package io.plimsoll.bench.tokens;

import java.util.Arrays;

/** Relative errors of counts, by request. Not thread-safe. */
final class CountErrors {

    private double[] errors = new double[64];
    private int size;

    /** Takes one request: {@code counted} tokens where the engine says {@code actual}, which is above 0. */
    void add(int counted, int actual) {
        if (size == errors.length) {
            errors = Arrays.copyOf(errors, 2 * size);
        }
        errors[size++] = Math.abs(counted - actual) / (double) actual;
    }

    int requests() {
        return size;
    }

    /** Mean |counted − actual| / actual; 0 where there was no request. */
    double mean() {
        return Arrays.stream(errors, 0, size).average().orElse(0);
    }

    /** The error that {@code share} of the requests stay at or below; 0 where there was no request. */
    double percentile(double share) {
        double[] sorted = Arrays.copyOf(errors, size);
        Arrays.sort(sorted);
        return size == 0 ? 0 : sorted[Math.clamp((int) Math.ceil(share * size) - 1, 0, size - 1)];
    }
}
