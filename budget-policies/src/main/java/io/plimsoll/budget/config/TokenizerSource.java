package io.plimsoll.budget.config;

import java.nio.file.Path;
import java.util.Set;
import java.util.function.Function;

/** Where a model's vocabulary comes from. Closed: a built-in encoding needs no file, everything else is one. */
public sealed interface TokenizerSource {

    /**
     * An encoding that needs no file.
     *
     * @param name such as {@code o200k_base}
     */
    record Encoding(String name) implements TokenizerSource {

        /** The names of the encodings that OpenAI has published. */
        public static final Set<String> NAMES =
                Set.of("r50k_base", "p50k_base", "p50k_edit", "cl100k_base", "o200k_base");

        public Encoding {
            if (!NAMES.contains(name)) {
                throw new IllegalArgumentException("encoding: '" + name + "' (expected: one of " + NAMES + ")");
            }
        }
    }

    /**
     * A Hugging Face {@code tokenizer.json}.
     *
     * @param path the file
     */
    record TokenizerFile(Path path) implements TokenizerSource {}

    /** Reads an encoding's name, or else a path as {@code paths} resolves it. */
    static TokenizerSource parse(String text, Function<String, Path> paths) {
        return Encoding.NAMES.contains(text) ? new Encoding(text) : new TokenizerFile(paths.apply(text));
    }
}
