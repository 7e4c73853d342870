package io.plimsoll.budget.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class BytePairTokenizerPropertyTest {

    /** A vocabulary as plain Java and as the native library counts it. */
    private record Pair(TextTokenizer plain, TextTokenizer reference) {

        static Pair of(ObjectNode json) {
            return SmallTokenizer.loaded(
                    json,
                    file -> new Pair(TokenizerFile.read(file).asBytePairs().orElseThrow(), NativeTokenizer.load(file)));
        }
    }

    private static final List<Pair> VOCABULARIES = List.of(
            Pair.of(SmallTokenizer.withMerges()),
            Pair.of(withDigits()),
            Pair.of(withOwnExpression()),
            Pair.of(withNormalForm()),
            Pair.of(withoutMergingWholes()),
            Pair.of(withoutLetterZ()));

    @Property(seed = "1876", tries = 500)
    void plainJavaCountsAsTheNativeLibraryDoes(@ForAll("texts") String text) {
        for (Pair vocabulary : VOCABULARIES) {
            assertThat(vocabulary.plain.count(text)).isEqualTo(vocabulary.reference.count(text));
        }
    }

    @Property(seed = "1876", tries = 200)
    void specialTokensEndWhatStandsBeforeThem(@ForAll("texts") String before, @ForAll("texts") String after) {
        TextTokenizer plain = VOCABULARIES.getFirst().plain;
        assertThat(plain.count(before + "<|im_start|>" + after))
                .isEqualTo(plain.count(before) + 1 + plain.count(after));
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.frequencyOf(
                        Tuple.of(
                                4,
                                Arbitraries.of("hello", " world", " the", "walking", "abcabc", "aaaaaaa", "I'll", "z")),
                        Tuple.of(3, Arbitraries.strings().ascii().ofMaxLength(8)),
                        Tuple.of(2, Arbitraries.strings().numeric().ofMaxLength(9)),
                        Tuple.of(
                                2,
                                Arbitraries.strings()
                                        .withChars(" \t\n\r\u00A0\u3000\u0085\u2028")
                                        .ofMaxLength(12)),
                        Tuple.of(
                                2,
                                Arbitraries.strings()
                                        .withCharRange('\u4E00', '\u9FFF')
                                        .ofMaxLength(4)),
                        Tuple.of(
                                2,
                                Arbitraries.of(
                                        "\u4F60\u597D",
                                        "\u4F60",
                                        "\uD83D\uDE00",
                                        "\uD83D\uDE01",
                                        "e\u0301",
                                        "\u00E9",
                                        "\u0130")),
                        Tuple.of(1, Arbitraries.of("\uD83D", "\uDE00", "\uFFFD")),
                        Tuple.of(1, Arbitraries.strings().ofMaxLength(4)),
                        Tuple.of(
                                2,
                                Arbitraries.of("<|im_start|>", "<|im_end|>", "<|im_end|>>", "<|im|>", "<|im_", "|>")))
                .list()
                .ofMaxSize(12)
                .map(parts -> String.join("", parts));
    }

    private static ObjectNode withDigits() {
        ObjectNode root = SmallTokenizer.withMerges();
        var stages = sequence(root);
        stages.addObject().put("type", "Digits").put("individual_digits", true);
        stages.add(SmallTokenizer.byteLevel());
        return root;
    }

    private static ObjectNode withOwnExpression() {
        ObjectNode root = SmallTokenizer.withMerges();
        var stages = sequence(root);
        stages.addObject()
                .put("type", "Split")
                .put("behavior", "Isolated")
                .put("invert", false)
                .putObject("pattern")
                .put("Regex", "(?i:'ll|'s)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+");
        stages.add(SmallTokenizer.byteLevel().put("use_regex", false));
        return root;
    }

    private static ObjectNode withNormalForm() {
        ObjectNode root = SmallTokenizer.withMerges();
        root.putObject("normalizer").put("type", "NFC");
        return root;
    }

    private static ObjectNode withoutMergingWholes() {
        ObjectNode root = SmallTokenizer.withMerges();
        ObjectNode model = (ObjectNode) root.path("model");
        model.put("ignore_merges", true);
        ((ObjectNode) model.path("vocab")).put("walking", 5_000);
        return root;
    }

    private static ObjectNode withoutLetterZ() {
        ObjectNode root = SmallTokenizer.withMerges();
        ((ObjectNode) root.path("model").path("vocab")).remove("z");
        return root;
    }

    private static ArrayNode sequence(ObjectNode root) {
        return root.putObject("pre_tokenizer").put("type", "Sequence").putArray("pretokenizers");
    }
}
