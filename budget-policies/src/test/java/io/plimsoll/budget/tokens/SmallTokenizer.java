package io.plimsoll.budget.tokens;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A tokenizer.json of a few hundred tokens, written the way byte-level tokenizers write theirs. */
final class SmallTokenizer {

    static final List<String> SPECIALS = List.of("<|im_start|>", "<|im_end|>", "<|im|>", "<|im_end|>>");

    /** One token a byte. */
    static final String JSON = json(List.of(), List.of()).toString();

    /** Each grows from its first byte, one merge a byte: cut anywhere, inside a character too, it is a token. */
    private static final List<String> WORDS = List.of(
            "hello", " world", " the", "ing", "123", "\r\n\r\n", "\t\t", "\u00E9", "\u4F60\u597D", "\uD83D\uDE00");

    /** Runs double; and "abc" is made of two different pairs. */
    private static final List<String> PAIRS =
            List.of("a|a", "aa|aa", "aaaa|aaaa", " | ", "  |  ", "\n|\n", "\n\n|\n\n", "b|c", "a|bc", "a|b", "ab|c");

    private SmallTokenizer() {}

    /** With a few dozen merges and {@link #SPECIALS}. */
    static ObjectNode withMerges() {
        Set<String> merges = new LinkedHashSet<>();
        for (String word : WORDS) {
            String written = written(word);
            for (int i = 1; i < written.length(); i++) {
                merges.add(written.substring(0, i) + " " + written.charAt(i));
            }
        }
        for (String pair : PAIRS) {
            String[] parts = pair.split("\\|");
            merges.add(written(parts[0]) + " " + written(parts[1]));
        }
        return json(List.copyOf(merges), SPECIALS);
    }

    /** What {@code load} makes of {@code json} once it lies in a file. */
    static <T> T loaded(ObjectNode json, Function<Path, T> load) {
        try {
            Path file = Files.createTempFile("tokenizer", ".json");
            try {
                return load.apply(Files.writeString(file, json.toString()));
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ObjectNode byteLevel() {
        return JsonMapper.shared()
                .createObjectNode()
                .put("type", "ByteLevel")
                .put("add_prefix_space", false)
                .put("trim_offsets", true)
                .put("use_regex", true);
    }

    private static ObjectNode json(List<String> merges, List<String> specials) {
        ObjectNode root = JsonMapper.shared().createObjectNode().put("version", "1.0");
        var added = root.putArray("added_tokens");
        root.set("pre_tokenizer", byteLevel());
        ObjectNode model = root.putObject("model").put("type", "BPE");
        ObjectNode vocabulary = model.putObject("vocab");
        for (int value = 0; value < 256; value++) {
            vocabulary.put(written(value), value);
        }
        var list = model.putArray("merges");
        for (String merge : merges) {
            list.add(merge);
            String token = merge.replace(" ", "");
            if (!vocabulary.has(token)) {
                vocabulary.put(token, vocabulary.size());
            }
        }
        for (int i = 0; i < specials.size(); i++) {
            added.addObject()
                    .put("id", vocabulary.size() + i)
                    .put("content", specials.get(i))
                    .put("single_word", false)
                    .put("lstrip", false)
                    .put("rstrip", false)
                    .put("normalized", false)
                    .put("special", true);
        }
        return root;
    }

    private static String written(String text) {
        StringBuilder written = new StringBuilder();
        for (byte value : text.getBytes(StandardCharsets.UTF_8)) {
            written.append(written(value & 0xFF));
        }
        return written.toString();
    }

    /* Bytes that do not print follow each other from U+0100 on: 0 to space, then DEL to NBSP, then the soft hyphen. */
    private static String written(int value) {
        int written = value <= ' '
                ? 0x100 + value
                : value < 0x7F ? value : value <= 0xA0 ? 0x121 + value - 0x7F : value == 0xAD ? 0x143 : value;
        return Character.toString(written);
    }
}
