package io.plimsoll.backends.sim;

/**
 * The constants of one modelled replica. The reference values describe Qwen3-Coder-30B-A3B in FP8 on two H100 with tensor
 * parallelism; the efficiencies and the fixed step overhead were fitted to a published measurement of that deployment at
 * 4 to 16 sessions, and predict its throughput at 24 to 84 sessions within about 10 %.
 *
 * @param hardware what the GPUs can do
 * @param model what is read and computed per token
 * @param pool how much KV memory there is and how the scheduler fills a step
 * @param efficiency which share of the hardware's peak is reached
 * @param frontEnd what happens before a request reaches the scheduler
 */
public record ReplicaSpec(Hardware hardware, Model model, Pool pool, Efficiency efficiency, FrontEnd frontEnd) {

    /**
     * The GPUs of one replica.
     *
     * @param gpus how many work as one
     * @param bytesPerSecond memory bandwidth of each
     * @param flopsPerSecond dense 16-bit floating point operations per second of each
     */
    public record Hardware(int gpus, double bytesPerSecond, double flopsPerSecond) {
        public Hardware {
            requirePositive("hardware.gpus", gpus);
            requirePositive("hardware.bytesPerSecond", bytesPerSecond);
            requirePositive("hardware.flopsPerSecond", flopsPerSecond);
        }
    }

    /**
     * The served model.
     *
     * @param activeParameters parameters that one token passes through
     * @param kvBytesPerToken KV bytes of one token, over all ranks
     * @param weights the weight bytes that a step reads
     * @param attention the shape that prices attention
     */
    public record Model(double activeParameters, double kvBytesPerToken, Weights weights, Attention attention) {
        public Model {
            requirePositive("model.activeParameters", activeParameters);
            requirePositive("model.kvBytesPerToken", kvBytesPerToken);
        }
    }

    /**
     * Weight bytes of the model.
     *
     * @param denseBytes read by every step
     * @param expertBytes of all experts together; 0 for a dense model
     * @param experts how many experts a layer has; 1 for a dense model
     * @param expertsPerToken how many of them a token takes
     */
    public record Weights(double denseBytes, double expertBytes, int experts, int expertsPerToken) {
        public Weights {
            requirePositive("model.weights.denseBytes", denseBytes);
            if (!(expertBytes >= 0)) {
                throw invalid("model.weights.expertBytes", expertBytes, ">= 0");
            }
            requirePositive("model.weights.experts", experts);
            if (expertsPerToken < 1 || expertsPerToken > experts) {
                throw invalid("model.weights.expertsPerToken", expertsPerToken, "1.." + experts);
            }
        }
    }

    /**
     * The attention's shape.
     *
     * @param layers layers with full attention
     * @param heads query heads of a layer
     * @param headSize dimensions of a head
     */
    public record Attention(int layers, int heads, int headSize) {
        public Attention {
            requirePositive("model.attention.layers", layers);
            requirePositive("model.attention.heads", heads);
            requirePositive("model.attention.headSize", headSize);
        }
    }

    /**
     * The KV pool and the scheduler's limits.
     *
     * @param tokens tokens that the pool holds
     * @param blockTokens tokens of one block, the grain of cache hits
     * @param chunkTokens tokens that one step may process
     * @param maxSequences requests that may run at once
     */
    public record Pool(int tokens, int blockTokens, int chunkTokens, int maxSequences) {
        public Pool {
            requirePositive("pool.blockTokens", blockTokens);
            if (tokens < 2 * blockTokens) {
                throw invalid("pool.tokens", tokens, ">= two blocks of " + blockTokens);
            }
            requirePositive("pool.chunkTokens", chunkTokens);
            requirePositive("pool.maxSequences", maxSequences);
        }

        /** The whole blocks of the pool. */
        public int blocks() {
            return tokens / blockTokens;
        }

        /** The longest prompt with its output, in tokens, that can ever run alone: 99.5 % of the pool's whole blocks. */
        public int longestSequence() {
            return (int) (ADMISSION_SHARE * blocks()) * blockTokens;
        }
    }

    /**
     * Shares of the hardware's peak, each in (0, 1], and what every step costs besides.
     *
     * @param weightRead of the bandwidth, when reading weights
     * @param kvRead of the bandwidth, when reading KV
     * @param linearPrefill of the compute, in the linear layers of a prefill
     * @param attentionPrefill of the compute, in the attention of a prefill
     * @param stepSeconds fixed overhead of a step
     */
    public record Efficiency(
            double weightRead, double kvRead, double linearPrefill, double attentionPrefill, double stepSeconds) {
        public Efficiency {
            requireShare("efficiency.weightRead", weightRead);
            requireShare("efficiency.kvRead", kvRead);
            requireShare("efficiency.linearPrefill", linearPrefill);
            requireShare("efficiency.attentionPrefill", attentionPrefill);
            requirePositive("efficiency.stepSeconds", stepSeconds);
        }
    }

    /**
     * Parsing and tokenising, before a request reaches the scheduler.
     *
     * @param requestSeconds per request
     * @param secondsPerToken per prompt token
     */
    public record FrontEnd(double requestSeconds, double secondsPerToken) {
        public FrontEnd {
            if (!(requestSeconds >= 0)) {
                throw invalid("frontEnd.requestSeconds", requestSeconds, ">= 0");
            }
            if (!(secondsPerToken >= 0)) {
                throw invalid("frontEnd.secondsPerToken", secondsPerToken, ">= 0");
            }
        }
    }

    /** The share of the pool that running requests may fill when another prompt is admitted; the rest is for growth. */
    static final double ADMISSION_SHARE = 0.995;

    /**
     * Two H100 SXM serving Qwen3-Coder-30B-A3B, weights and KV in FP8: 2,237,040 tokens of KV. Architecture from the
     * model's {@code config.json}, pool from the engine's start-up log, efficiencies fitted.
     */
    public static ReplicaSpec referenceReplica() {
        return new ReplicaSpec(
                new Hardware(2, 3.35e12, 989e12),
                new Model(3.3e9, 49_152, new Weights(1.5e9, 29.0e9, 128, 8), new Attention(48, 32, 128)),
                new Pool(2_237_040, 16, 8192, 1024),
                new Efficiency(0.80, 0.572, 0.42, 0.66, 0.0035),
                new FrontEnd(0.030, 4.1e-6));
    }

    /**
     * A slice of the reference replica for trying things out: an eighth of its bandwidth and compute and a pool of 200,000
     * tokens, which a few dozen agent sessions outgrow within a minute.
     */
    public static ReplicaSpec demo() {
        var reference = referenceReplica();
        var hardware = reference.hardware();
        return new ReplicaSpec(
                new Hardware(1, hardware.bytesPerSecond() / 4, hardware.flopsPerSecond() / 4),
                reference.model(),
                new Pool(200_000, 16, 2048, 256),
                reference.efficiency(),
                reference.frontEnd());
    }

    /** This replica with another amount of KV memory. */
    public ReplicaSpec withPoolTokens(int tokens) {
        return new ReplicaSpec(
                hardware,
                model,
                new Pool(tokens, pool.blockTokens(), pool.chunkTokens(), pool.maxSequences()),
                efficiency,
                frontEnd);
    }

    private static void requirePositive(String what, double value) {
        if (!(value > 0)) {
            throw invalid(what, value, "> 0");
        }
    }

    private static void requireShare(String what, double value) {
        if (!(value > 0 && value <= 1)) {
            throw invalid(what, value, "in (0, 1]");
        }
    }

    private static IllegalArgumentException invalid(String what, Number value, String rule) {
        return new IllegalArgumentException("replica: " + what + ": " + value + " (expected: " + rule + ")");
    }
}
