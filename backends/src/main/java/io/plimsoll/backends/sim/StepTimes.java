package io.plimsoll.backends.sim;

/**
 * How long the parts of an engine step take on one replica, in seconds: a roofline with fitted efficiencies. A step
 * reads the weights that its tokens need, the KV of every decoding sequence, and computes its prefill chunks; the three
 * add up. Immutable and thread-safe.
 */
public final class StepTimes {

    private final ReplicaSpec.Weights weights;
    private final double stepSeconds;
    private final double weightBytesPerSecond;
    private final double kvSecondsPerToken;
    private final double linearSecondsPerToken;
    private final double attentionSecondsPerPair;

    /** Times of {@code spec}. */
    public StepTimes(ReplicaSpec spec) {
        var hardware = spec.hardware();
        var model = spec.model();
        var efficiency = spec.efficiency();
        double bandwidth = hardware.gpus() * hardware.bytesPerSecond();
        double compute = hardware.gpus() * hardware.flopsPerSecond();
        var attention = model.attention();
        weights = model.weights();
        stepSeconds = efficiency.stepSeconds();
        weightBytesPerSecond = bandwidth * efficiency.weightRead();
        kvSecondsPerToken = model.kvBytesPerToken() / (bandwidth * efficiency.kvRead());
        linearSecondsPerToken = 2 * model.activeParameters() / (compute * efficiency.linearPrefill());
        attentionSecondsPerPair = 4.0
                * attention.layers()
                * attention.heads()
                * attention.headSize()
                / (compute * efficiency.attentionPrefill());
    }

    /**
     * The share of the experts that is read when {@code tokens} pass in one step and each picks its own: in [0, 1], 1 for
     * a dense model.
     */
    public double expertCoverage(int tokens) {
        return 1 - Math.pow(1 - (double) weights.expertsPerToken() / weights.experts(), tokens);
    }

    /** The weight bytes that a step of {@code tokens} reads. */
    public double weightBytes(int tokens) {
        return weights.denseBytes() + weights.expertBytes() * expertCoverage(tokens);
    }

    /** The part of a step that depends on the number of its tokens alone: fixed overhead and reading weights. */
    public double base(int tokens) {
        return stepSeconds + weightBytes(tokens) / weightBytesPerSecond;
    }

    /** Reading the KV of decoding sequences whose contexts sum up to {@code contextTokens}. */
    public double kvRead(long contextTokens) {
        return contextTokens * kvSecondsPerToken;
    }

    /** Prefilling {@code tokens} prompt tokens behind {@code done} tokens that are cached or were prefilled before. */
    public double prefill(int tokens, int done) {
        return tokens * linearSecondsPerToken + attentionSecondsPerPair * tokens * (done + tokens / 2.0);
    }

    /** How long {@code steps} decode steps take, in which {@code sequences} of together {@code contextTokens} grow by one token each. */
    double decode(int steps, int sequences, long contextTokens) {
        double first = base(sequences) + kvRead(contextTokens);
        return steps * first + sequences * kvSecondsPerToken * steps * (steps - 1) / 2.0;
    }
}
