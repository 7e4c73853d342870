package io.plimsoll.budget.tokens;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a {@code tokenizer.json} says, as far as it describes a byte-level BPE. Anything that {@link BytePairTokenizer} has no
 * words for (word-piece and unigram models, prefix spaces, tokens that swallow the spaces beside them, dropout) makes the
 * file not plain.
 */
final class TokenizerFile {

    /** GPT-2's expression, which {@code ByteLevel} with {@code use_regex} implies. */
    private static final String BYTE_LEVEL =
            "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+";

    private static final Logger log = LoggerFactory.getLogger(TokenizerFile.class);

    private final Path path;
    private final JsonNode root;

    private TokenizerFile(Path path, JsonNode root) {
        this.path = path;
        this.root = root;
    }

    static TokenizerFile read(Path path) {
        return new TokenizerFile(path, JsonMapper.builder().build().readTree(path));
    }

    /** The tokenizer that the file describes, empty if it is no plain byte-level BPE. */
    Optional<BytePairTokenizer> asBytePairs() {
        try {
            return Optional.of(bytePairs());
        } catch (NotPlain | PatternSyntaxException e) {
            log.atDebug()
                    .addKeyValue("tokenizer", path)
                    .addKeyValue("feature", e.getMessage())
                    .log("not a plain byte-level BPE: counted by the native library");
            return Optional.empty();
        }
    }

    private BytePairTokenizer bytePairs() {
        JsonNode model = root.path("model");
        require(model.path("type").asString("BPE").equals("BPE"), "model type");
        for (String feature : List.of("dropout", "continuing_subword_prefix", "end_of_word_suffix")) {
            require(
                    absent(model.path(feature))
                            || model.path(feature).asString("x").isEmpty(),
                    feature);
        }
        require(!model.path("byte_fallback").asBoolean(false), "byte_fallback");
        require(absent(model.path("unk_token")), "unk_token");
        Map<String, Integer> vocabulary = vocabulary(model.path("vocab"));
        Normalizer.Form normalForm = normalForm(root.path("normalizer"));
        BytePairMerges merges = new BytePairMerges(byteTokens(vocabulary), merges(model.path("merges")), vocabulary);
        boolean ignoreMerges = model.path("ignore_merges").asBoolean(false);
        return new BytePairTokenizer(
                "hf:" + path,
                specialTokens(root.path("added_tokens"), normalForm),
                normalForm,
                PreTokenizer.of(stages(root.path("pre_tokenizer"))),
                wholes(vocabulary, merges, ignoreMerges),
                merges);
    }

    private static Map<String, Integer> vocabulary(JsonNode vocab) {
        require(vocab.isObject(), "vocab");
        Map<String, Integer> vocabulary = HashMap.newHashMap(vocab.size());
        vocab.properties()
                .forEach(
                        entry -> vocabulary.put(entry.getKey(), entry.getValue().asInt()));
        return vocabulary;
    }

    private static int[] byteTokens(Map<String, Integer> vocabulary) {
        int[] tokens = new int[256];
        for (int value = 0; value < tokens.length; value++) {
            tokens[value] = vocabulary.getOrDefault(String.valueOf(ByteAlphabet.charOf(value)), -1);
        }
        return tokens;
    }

    /* Written as ["a", "b"] since tokenizers 0.20, as "a b" before. */
    private static List<BytePairMerges.Merge> merges(JsonNode list) {
        List<BytePairMerges.Merge> merges = new ArrayList<>(list.size());
        for (JsonNode merge : list) {
            String[] parts = merge.isArray()
                    ? new String[] {merge.path(0).asString(), merge.path(1).asString()}
                    : merge.asString().split(" ", -1);
            require(parts.length == 2, "merge");
            merges.add(new BytePairMerges.Merge(parts[0], parts[1]));
        }
        return merges;
    }

    private static SpecialTokens specialTokens(JsonNode added, Normalizer.@Nullable Form normalForm) {
        List<String> contents = new ArrayList<>(added.size());
        for (JsonNode token : added) {
            require(
                    !token.path("single_word").asBoolean(false)
                            && !token.path("lstrip").asBoolean(false)
                            && !token.path("rstrip").asBoolean(false),
                    "added token that takes the spaces beside it");
            String content = token.path("content").asString();
            require(!content.isEmpty(), "added token without content");
            // A token to be found in normalised text only; the same text when normalising leaves the token as it is
            // and, as with ASCII, nothing else becomes it.
            require(
                    normalForm == null
                            || !token.path("normalized").asBoolean(false)
                            || content.chars().allMatch(c -> c < 0x80),
                    "added token to be normalised");
            contents.add(content);
        }
        return new SpecialTokens(contents);
    }

    private static Normalizer.@Nullable Form normalForm(JsonNode normalizer) {
        if (absent(normalizer)) {
            return null;
        }
        require(normalizer.path("type").asString("").equals("NFC"), "normalizer");
        return Normalizer.Form.NFC;
    }

    private static List<String> stages(JsonNode preTokenizer) {
        return switch (preTokenizer.path("type").asString("")) {
            case "Sequence" -> {
                List<String> stages = new ArrayList<>();
                preTokenizer.path("pretokenizers").forEach(part -> stages.addAll(stages(part)));
                yield stages;
            }
            case "ByteLevel" -> {
                require(!preTokenizer.path("add_prefix_space").asBoolean(true), "add_prefix_space");
                yield preTokenizer.path("use_regex").asBoolean(true) ? List.of(BYTE_LEVEL) : List.of();
            }
            case "Digits" -> List.of(preTokenizer.path("individual_digits").asBoolean(false) ? "\\p{N}" : "\\p{N}+");
            case "Split" -> {
                JsonNode pattern = preTokenizer.path("pattern").path("Regex");
                require(
                        pattern.isString()
                                && preTokenizer.path("behavior").asString("").equals("Isolated")
                                && !preTokenizer.path("invert").asBoolean(false),
                        "split");
                yield List.of(pattern.asString());
            }
            default -> throw new NotPlain("pre_tokenizer type");
        };
    }

    private static Set<String> wholes(Map<String, Integer> vocabulary, BytePairMerges merges, boolean ignoreMerges) {
        Set<String> wholes = HashSet.newHashSet(vocabulary.size());
        for (String token : vocabulary.keySet()) {
            byte[] bytes = ByteAlphabet.bytesOf(token);
            if (bytes == null) {
                continue;
            }
            String text = new String(bytes, StandardCharsets.UTF_8);
            if (text.indexOf('\uFFFD') < 0 && (ignoreMerges || merges.count(bytes) == 1)) {
                wholes.add(text);
            }
        }
        return wholes;
    }

    private static boolean absent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }

    private static void require(boolean plain, String feature) {
        if (!plain) {
            throw new NotPlain(feature);
        }
    }

    /** Leaves the description of a file at the first feature that is not plain byte-level BPE. */
    private static final class NotPlain extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotPlain(String feature) {
            super(feature, null, false, false);
        }
    }
}
