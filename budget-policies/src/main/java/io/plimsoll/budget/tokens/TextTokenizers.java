package io.plimsoll.budget.tokens;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes {@link TextTokenizer}s. Loading takes up to a few seconds and some 100 MB: load once per vocabulary. */
public final class TextTokenizers {

    private static final Logger log = LoggerFactory.getLogger(TextTokenizers.class);
    private static final String TIKTOKEN = "tiktoken:";
    private static final String FILE_NAME = "tokenizer.json";

    private TextTokenizers() {}

    /**
     * The tokenizer that a policy file names.
     *
     * @param spec an encoding ({@code cl100k_base}, {@code tiktoken:o200k_base}), a {@code tokenizer.json}, or a folder that
     *     holds one
     * @param baseDirectory what a relative path is relative to
     * @throws IllegalArgumentException if {@code spec} is none of these, or its file is broken
     */
    public static TextTokenizer of(String spec, Path baseDirectory) {
        if (spec.startsWith(TIKTOKEN)) {
            return tiktoken(spec.substring(TIKTOKEN.length()));
        }
        Optional<Path> file = file(spec, baseDirectory);
        if (file.isPresent()) {
            return huggingFace(file.get());
        }
        if (spec.endsWith("_base") || spec.endsWith("_edit")) {
            return tiktoken(spec);
        }
        throw new IllegalArgumentException(
                "tokenizer: '" + spec + "' (expected: an encoding such as cl100k_base, a tokenizer.json that exists, or"
                        + " a folder that holds one; relative to " + baseDirectory + ")");
    }

    /**
     * One of OpenAI's published encodings.
     *
     * @param encodingName {@code cl100k_base}, {@code o200k_base}, {@code p50k_base}, {@code p50k_edit} or
     *     {@code r50k_base}
     * @throws IllegalArgumentException if there is no such encoding
     */
    public static TextTokenizer tiktoken(String encodingName) {
        return TiktokenTokenizer.named(encodingName);
    }

    /**
     * The tokenizer of a Hugging Face model: in plain Java where the file is a byte-level BPE on which Java and the native
     * library agree, else through the native library.
     *
     * @param tokenizerJson the model's {@code tokenizer.json}
     * @throws IllegalArgumentException if the file is missing or broken
     */
    public static TextTokenizer huggingFace(Path tokenizerJson) {
        TextTokenizer reference = NativeTokenizer.load(tokenizerJson);
        Optional<BytePairTokenizer> fast = TokenizerFile.read(tokenizerJson).asBytePairs();
        if (fast.isEmpty()) {
            return reference;
        }
        if (!agree(fast.get(), reference)) {
            log.atWarn()
                    .addKeyValue("tokenizer", reference.name())
                    .log("plain Java counts differ from the native tokenizer's, which is used instead");
            return reference;
        }
        return fast.get();
    }

    static Optional<Path> file(String spec, Path baseDirectory) {
        try {
            Path path = baseDirectory.resolve(spec);
            Path file = Files.isDirectory(path) ? path.resolve(FILE_NAME) : path;
            return Files.isRegularFile(file) ? Optional.of(file) : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static boolean agree(TextTokenizer candidate, TextTokenizer reference) {
        try {
            return AwkwardTexts.all().stream().allMatch(text -> candidate.count(text) == reference.count(text));
        } catch (StackOverflowError e) {
            // Java's expressions recurse into repeated groups; a thread with a smaller stack would fail even sooner.
            return false;
        }
    }
}
