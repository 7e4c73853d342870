package io.plimsoll.budget.tokens;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Any {@code tokenizer.json}, through Hugging Face's own Rust library (2 to 3 MB/s). The native part holds memory for the
 * life of the process: vocabularies are loaded once and kept.
 */
final class NativeTokenizer implements TextTokenizer {

    /* Unless told to be offline, the library reports its use and the host's cloud instance to its makers, and on a host
     * with a GPU fetches a CUDA build of itself. A value that is set already is the operator's own. */
    private static final String OFFLINE_PROPERTY = "ai.djl.offline";

    private final String name;
    private final HuggingFaceTokenizer tokenizer;

    private NativeTokenizer(String name, HuggingFaceTokenizer tokenizer) {
        this.name = name;
        this.tokenizer = tokenizer;
    }

    static NativeTokenizer load(Path tokenizerJson) {
        if (System.getProperty(OFFLINE_PROPERTY) == null) {
            System.setProperty(OFFLINE_PROPERTY, "true");
        }
        try {
            return new NativeTokenizer(
                    "hf:" + tokenizerJson,
                    HuggingFaceTokenizer.builder()
                            .optTokenizerPath(tokenizerJson)
                            .optAddSpecialTokens(false)
                            .optTruncation(false)
                            .optPadding(false)
                            .build());
        } catch (IOException | RuntimeException e) {
            throw new IllegalArgumentException(
                    "tokenizer: '" + tokenizerJson + "' (expected: a Hugging Face tokenizer.json): " + e.getMessage(),
                    e);
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int count(String text) {
        return tokenizer.encode(WellFormedText.of(text), false, false).getIds().length;
    }
}
