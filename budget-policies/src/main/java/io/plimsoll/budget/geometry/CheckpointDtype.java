package io.plimsoll.budget.geometry;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The KV dtype that an engine takes from a checkpoint when its own flag says {@code auto}. */
final class CheckpointDtype {

    private CheckpointDtype() {}

    /**
     * A quantised cache if the checkpoint brings scales for one, else the dtype of its activations.
     *
     * @param root the whole file
     * @param languageModel the part about the language model
     */
    static Optional<KvDtype> of(JsonNode root, JsonNode languageModel) {
        return Stream.of(languageModel, root)
                .flatMap(node -> quantised(node.path("quantization_config")).stream())
                .findFirst()
                .or(() -> Stream.of(languageModel, root)
                        .flatMap(node -> Stream.of(node.path("torch_dtype"), node.path("dtype")))
                        .filter(JsonNode::isString)
                        .flatMap(name -> KvDtype.find(name.stringValue()).stream())
                        .findFirst());
    }

    /** {@code kv_cache_scheme} of compressed-tensors, {@code kv_cache_quant_algo} of ModelOpt. */
    private static Optional<KvDtype> quantised(JsonNode quantization) {
        var scheme = quantization.path("kv_cache_scheme");
        if (scheme.path("num_bits").asInt(0) == 8) {
            return Optional.of(KvDtype.FP8);
        }
        if (scheme.path("num_bits").asInt(0) == 4) {
            return Optional.of(KvDtype.NVFP4);
        }
        var algorithm = quantization.path("kv_cache_quant_algo");
        return algorithm.isString() ? KvDtype.find(algorithm.stringValue().toLowerCase(Locale.ROOT)) : Optional.empty();
    }
}
