package io.plimsoll.budget.tokens;

/**
 * What an engine reports for a model's prompts, compared with what was counted. Where the tokenizer is the model's own the
 * two agree and nothing is corrected; where it is only a similar one, a factor is learned and the error shrinks. Thread-safe.
 *
 * <p>The factor follows an exponentially weighted mean of log(reported / counted), weighted by prompt size, so that short
 * prompts, in which the template's frame dominates, say little. It moves after {@value #MIN_SAMPLES} samples, ignores
 * reports that cannot be counts of the same prompt, and stays within {@value #MAX_CORRECTION} of 1 either way.
 */
public final class TokenCalibration {

    private static final int MIN_SAMPLES = 3;
    private static final double MAX_CORRECTION = .25;
    private static final int MIN_COUNTED = 32;
    private static final double LEAST_RATIO = .3;
    private static final double MOST_RATIO = 3;
    private static final double DECAY = .95;
    /** A difference of so little is the frame's, not the vocabulary's: exact counts stay exactly as they are. */
    private static final double EXACT = .002;

    private double weightedLog;
    private double weight;
    private int samples;

    /** The engine reported {@code reported} tokens for a prompt that was counted as {@code counted}. */
    public synchronized void observe(int counted, int reported) {
        if (counted < MIN_COUNTED || reported < LEAST_RATIO * counted || reported > MOST_RATIO * counted) {
            return;
        }
        double share = Math.min(counted, 8_192);
        weightedLog = DECAY * weightedLog + share * Math.log(reported / (double) counted);
        weight = DECAY * weight + share;
        samples = Math.min(samples + 1, MIN_SAMPLES);
    }

    /** {@code counted} tokens as the engine is expected to report them. */
    public synchronized int corrected(int counted) {
        return (int) Math.round(counted * factor());
    }

    private double factor() {
        if (samples < MIN_SAMPLES) {
            return 1;
        }
        double factor = Math.exp(weightedLog / weight);
        return Math.abs(factor - 1) < EXACT ? 1 : Math.clamp(factor, 1 - MAX_CORRECTION, 1 + MAX_CORRECTION);
    }
}
