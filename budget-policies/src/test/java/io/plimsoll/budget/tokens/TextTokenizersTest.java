package io.plimsoll.budget.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class TextTokenizersTest {

    private static final int MEGABYTE = 1 << 20;
    private static final int CHUNKS = 1 << 10;

    @ParameterizedTest
    @CsvSource({
        "cl100k_base, 'Hello, world!', 4",
        "cl100k_base, antidisestablishmentarianism, 6",
        "o200k_base, 'Hello, world!', 4",
        "tiktoken:o200k_base, '\u4F60\u597D\uFF0C\u4E16\u754C', 3",
        "r50k_base, '\u4F60\u597D\uFF0C\u4E16\u754C', 11",
        "cl100k_base, '', 0"
    })
    void countsAsOpenAisOwnTokenizerDoes(String spec, String text, int tokens) {
        assertThat(TextTokenizers.of(spec, Path.of("")).count(text)).isEqualTo(tokens);
    }

    @Test
    void specialTokensOfAnEncodingCountAsOne() {
        TextTokenizer tokenizer = TextTokenizers.tiktoken("cl100k_base");
        assertThat(tokenizer.count("<|endoftext|>")).isEqualTo(1);
        assertThat(tokenizer.count("<|im_start|>user\nhi<|im_end|>")).isEqualTo(1 + tokenizer.count("user\nhi") + 1);
        assertThat(tokenizer.count("<|im_end")).isGreaterThan(1);
    }

    @Test
    void loneSurrogatesCountAsTheReplacementCharacter() {
        List<TextTokenizer> all = List.of(
                TextTokenizers.tiktoken("cl100k_base"),
                SmallTokenizer.loaded(SmallTokenizer.withMerges(), NativeTokenizer::load),
                plain(SmallTokenizer.withMerges()));
        for (TextTokenizer tokenizer : all) {
            int expected = tokenizer.count("a\uFFFDb\uFFFD");
            assertThat(tokenizer.count("a\uD83Db\uDE00")).isEqualTo(expected);
            assertThat(tokenizer.count("a\uDE00b\uD83D")).isEqualTo(expected);
        }
    }

    @Test
    @Timeout(120)
    void aMegabyteOfOneCharacterCountsAsItsChunksDo() {
        List<TextTokenizer> all = List.of(
                TextTokenizers.tiktoken("cl100k_base"),
                SmallTokenizer.loaded(SmallTokenizer.withMerges(), NativeTokenizer::load),
                plain(SmallTokenizer.withMerges()));
        for (TextTokenizer tokenizer : all) {
            int chunk = tokenizer.count("a".repeat(MEGABYTE / CHUNKS));
            assertThat(tokenizer.count("a".repeat(MEGABYTE))).isEqualTo(CHUNKS * chunk);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nope_base", "tiktoken:gpt-9", "missing.json", ".", "no\u0000path"})
    void aSpecThatNamesNothingIsRefusedInOneSentence(String spec, @TempDir Path folder) {
        assertThatThrownBy(() -> TextTokenizers.of(spec, folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("tokenizer: '" + spec.replace("tiktoken:", "") + "' (expected: ")
                .hasMessageNotContaining("\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{\"ver",
                "[]",
                "{\"model\": {\"type\": \"BPE\", \"vocab\": {\"a\": 0}, \"merges\": [\"a b\"]}}"
            })
    void aBrokenFileIsRefusedInOneSentence(String content, @TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("tokenizer.json"), content);
        assertThatThrownBy(() -> TextTokenizers.of(".", folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("tokenizer: '" + folder.resolve(".").resolve("tokenizer.json"))
                .hasMessageContaining("(expected: a Hugging Face tokenizer.json): ")
                .hasMessageNotContaining("\n");
    }

    @Test
    void aPlainByteLevelVocabularyIsCountedInJava() {
        TextTokenizer tokenizer = SmallTokenizer.loaded(SmallTokenizer.withMerges(), TextTokenizers::huggingFace);
        assertThat(tokenizer).isInstanceOf(BytePairTokenizer.class);
        assertThat(tokenizer.name()).startsWith("hf:");
        assertThat(tokenizer.count("<|im_start|>hello world<|im_end|>")).isEqualTo(4);
    }

    @ParameterizedTest
    @MethodSource
    void whatJavaHasNoWordsForIsLeftToTheNativeLibrary(Consumer<ObjectNode> change) {
        ObjectNode root = SmallTokenizer.withMerges();
        change.accept(root);
        TextTokenizer tokenizer = SmallTokenizer.loaded(root, TextTokenizers::huggingFace);
        assertThat(tokenizer).isInstanceOf(NativeTokenizer.class);
        assertThat(tokenizer.count("hello world")).isPositive();
    }

    static Stream<Named<Consumer<ObjectNode>>> whatJavaHasNoWordsForIsLeftToTheNativeLibrary() {
        return Stream.of(
                Named.of("words", root -> root.putObject("pre_tokenizer").put("type", "Whitespace")),
                Named.of("nothing", root -> root.remove("pre_tokenizer")),
                Named.of(
                        "prefix space",
                        root -> ((ObjectNode) root.path("pre_tokenizer")).put("add_prefix_space", true)),
                Named.of("borders that vanish", root -> split(root, "\\s+", "Removed")),
                Named.of("hex digits to one, spaces to the other", root -> split(root, "\\h+", "Isolated")),
                Named.of("groups that recurse", root -> split(root, "(?:\\p{L}|\\p{N})+", "Isolated")),
                Named.of("lower case", root -> root.putObject("normalizer").put("type", "Lowercase")),
                Named.of(
                        "token that takes spaces",
                        root -> ((ObjectNode) root.path("added_tokens").path(0)).put("lstrip", true)),
                Named.of("fallback", root -> ((ObjectNode) root.path("model")).put("byte_fallback", true)));
    }

    private static void split(ObjectNode root, String expression, String behavior) {
        var stages = root.putObject("pre_tokenizer").put("type", "Sequence").putArray("pretokenizers");
        stages.addObject()
                .put("type", "Split")
                .put("behavior", behavior)
                .put("invert", false)
                .putObject("pattern")
                .put("Regex", expression);
        stages.add(SmallTokenizer.byteLevel().put("use_regex", false));
    }

    private static TextTokenizer plain(ObjectNode json) {
        return SmallTokenizer.loaded(
                json, file -> TokenizerFile.read(file).asBytePairs().orElseThrow());
    }
}
