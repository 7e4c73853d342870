package io.plimsoll.compression.reduce.json;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Locale;

/** The numbers of one key over all rows: which of them stand out. */
final class NumberColumn {

    /** Standard deviations beyond which a number is an outlier, and the means of two windows a change. */
    private static final double OUTLIER = 2;

    private static final int WINDOW = 5;

    private final String key;
    private final double[] values;
    private int size;

    /** @param rows how many rows there are; a row without a number has none */
    NumberColumn(String key, int rows) {
        this.key = key;
        values = new double[rows];
        Arrays.fill(values, Double.NaN);
    }

    void put(int row, double value) {
        values[row] = value;
        size++;
    }

    /**
     * Adds to {@code out} the rows whose number lies more than two standard deviations from the mean, and those where the mean
     * of the next five differs from that of the five before by twice the noise between neighbours.
     */
    void findOutliers(BitSet out) {
        if (size < 2 * WINDOW || isNumbering()) {
            return;
        }
        double mean = mean(0, values.length);
        double variance = 0;
        for (double value : values) {
            variance += Double.isNaN(value) ? 0 : (value - mean) * (value - mean) / size;
        }
        double limit = OUTLIER * Math.sqrt(variance);
        if (!(limit > 0)) {
            return;
        }
        for (int row = 0; row < values.length; row++) {
            if (Math.abs(values[row] - mean) > limit) {
                out.set(row);
            }
        }
        findChanges(OUTLIER * noise(), out);
    }

    /** The standard deviation that steps from row to row tell: a change of level adds to it only once. */
    private double noise() {
        double sum = 0;
        for (int row = 1; row < values.length; row++) {
            double step = values[row] - values[row - 1];
            sum += Double.isNaN(step) ? 0 : step * step / 2;
        }
        return Math.sqrt(sum / size);
    }

    private void findChanges(double limit, BitSet out) {
        double last = 0;
        int best = -1;
        for (int row = WINDOW; row + WINDOW <= values.length; row++) {
            double change = Math.abs(mean(row, row + WINDOW) - mean(row - WINDOW, row));
            if (change > limit && change > last) {
                best = row;
                last = change;
            } else if (best >= 0 && row - best >= WINDOW) {
                out.set(best);
                best = -1;
                last = 0;
            }
        }
        if (best >= 0) {
            out.set(best);
        }
    }

    /** The mean of the numbers in a range; NaN where there is none. */
    private double mean(int from, int to) {
        double sum = 0;
        int numbers = 0;
        for (int row = from; row < to; row++) {
            if (!Double.isNaN(values[row])) {
                sum += values[row];
                numbers++;
            }
        }
        return sum / numbers;
    }

    /** Ids, positions and times: they only rise or only fall, or are called so. */
    private boolean isNumbering() {
        if (key.toLowerCase(Locale.ROOT).endsWith("id")) {
            return true;
        }
        boolean rises = true;
        boolean falls = true;
        double last = Double.NaN;
        for (double value : values) {
            if (!Double.isNaN(value)) {
                rises &= !(value < last);
                falls &= !(value > last);
                last = value;
            }
        }
        return rises || falls;
    }
}
