package io.plimsoll.budget.cost;

/**
 * How fast the GPUs of a replica are at what a cut trades: computing for reading. Only the ratio of the two decides, and
 * tensor parallelism multiplies both.
 *
 * @param flopsPerSecond floating-point operations per second that a prefill reaches, above 0
 * @param bytesPerSecond memory bandwidth that decoding reaches, above 0
 */
public record Hardware(double flopsPerSecond, double bytesPerSecond) {

    /**
     * One H100 SXM: of the data sheet's 989 TFLOP/s (dense, 16 bit) and 3.35 TB/s the shares that continuous-batching
     * engines reach, 53 % and 70 %. Stands for every replica: by the same shares it does 224 operations a byte, a B200 213, an
     * H200 156 and an A100 116, so that a prefill is taken for up to half as dear as it is.
     */
    public static final Hardware USUAL = new Hardware(.53 * 989e12, .70 * 3.35e12);

    public Hardware {
        if (!(flopsPerSecond > 0) || !(bytesPerSecond > 0)) {
            throw new IllegalArgumentException(
                    "hardware: %s FLOP/s, %s bytes/s (expected: both > 0)".formatted(flopsPerSecond, bytesPerSecond));
        }
    }
}
