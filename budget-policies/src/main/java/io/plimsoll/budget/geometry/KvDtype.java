package io.plimsoll.budget.geometry;

import java.util.Locale;
import java.util.Optional;

/**
 * How one element of a key or value vector is stored. Formats with scales cost more than their bits: a group of elements
 * shares a scale, or a whole vector does.
 */
public enum KvDtype {
    FP16(2, 1, 0),
    BF16(2, 1, 0),
    FP8(1, 1, 0),
    /** One fp32 scale beside each head's vector of each token. */
    INT8_PER_TOKEN_HEAD(1, 1, 4),
    /** One fp32 scale beside each head's vector of each token. */
    FP8_PER_TOKEN_HEAD(1, 1, 4),
    /** Sixteen 4-bit elements and their fp8 scale. */
    NVFP4(9, 16, 0),
    /** llama.cpp: 32 bytes and an fp16 scale. */
    Q8_0(34, 32, 0),
    /** llama.cpp: 32 nibbles and an fp16 scale. */
    Q4_0(18, 32, 0),
    /** DeepSeek's own layout of an MLA latent: fp8 with an fp32 scale for each 128 elements, then the rope part in bf16. */
    FP8_DS_MLA(1, 1, 0);

    private static final int FP8_DS_MLA_SCALE_GROUP = 128;

    private final int groupBytes;
    private final int groupElements;
    private final int scaleBytesPerVector;

    KvDtype(int groupBytes, int groupElements, int scaleBytesPerVector) {
        this.groupBytes = groupBytes;
        this.groupElements = groupElements;
        this.scaleBytesPerVector = scaleBytesPerVector;
    }

    /**
     * The dtype that an engine calls by this name, in any case: vLLM's and SGLang's {@code --kv-cache-dtype} and the
     * {@code cache_dtype} label, llama.cpp's {@code --cache-type-k}, or a checkpoint's {@code torch_dtype}.
     *
     * @return empty for {@code auto} and for names that are not known
     */
    public static Optional<KvDtype> find(String engineName) {
        return Optional.ofNullable(
                switch (engineName.toLowerCase(Locale.ROOT)) {
                    case "fp16", "f16", "float16", "half" -> FP16;
                    // Engines never keep a 32-bit cache for an fp32 checkpoint: they cast it to 16 bits.
                    case "bf16", "bfloat16", "float32", "float" -> BF16;
                    case "fp8", "fp8_e4m3", "fp8_e5m2", "fp8_inc" -> FP8;
                    case "int8_per_token_head" -> INT8_PER_TOKEN_HEAD;
                    case "fp8_per_token_head" -> FP8_PER_TOKEN_HEAD;
                    case "nvfp4", "fp4_e2m1" -> NVFP4;
                    case "q8_0" -> Q8_0;
                    case "q4_0" -> Q4_0;
                    case "fp8_ds_mla" -> FP8_DS_MLA;
                    default -> null;
                });
    }

    /**
     * Bytes of one key or one value vector of one head.
     *
     * @param elements length of the vector, at least 1
     * @throws IllegalArgumentException for {@link #FP8_DS_MLA}, which stores latents only
     */
    long vectorBytes(int elements) {
        if (this == FP8_DS_MLA) {
            throw new IllegalArgumentException(
                    "KV dtype fp8_ds_mla: attention with separate heads (expected: an MLA model)");
        }
        return (long) Math.ceilDiv(elements, groupElements) * groupBytes + scaleBytesPerVector;
    }

    /** Bytes of one token's MLA latent of {@code rank} elements with its {@code ropeElements}. */
    long latentBytes(int rank, int ropeElements) {
        if (this == FP8_DS_MLA) {
            return rank + 4L * Math.ceilDiv(rank, FP8_DS_MLA_SCALE_GROUP) + 2L * ropeElements;
        }
        return vectorBytes(rank + ropeElements);
    }
}
