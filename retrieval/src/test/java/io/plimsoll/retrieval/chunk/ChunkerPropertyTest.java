package io.plimsoll.retrieval.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ChunkerPropertyTest {

    @Property(tries = 300)
    void everyCharacterThatIsNotBlankLiesInOneTurn(@ForAll("texts") String text) {
        assertPartition(text, Chunker.turns(text), Chunker.MAX_TURN);
    }

    @Property(tries = 300)
    void everyCharacterThatIsNotBlankLiesInOnePiece(@ForAll("texts") String text) {
        assertPartition(text, Chunker.pieces(text), Chunker.MAX_PIECE);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(
                        "a word ",
                        "end. ",
                        "\n",
                        "\n\n",
                        "{\"k\":1},",
                        "x".repeat(90),
                        "😀",
                        "[8 May 2023] Ann: ",
                        "\u3000",
                        "?")
                .list()
                .ofMaxSize(80)
                .map(parts -> String.join("", parts));
    }

    private static void assertPartition(String text, List<Chunk> chunks, int maxLength) {
        int last = 0;
        for (var chunk : chunks) {
            assertThat(text.substring(last, chunk.start())).isBlank();
            assertThat(chunk.of(text)).isEqualTo(chunk.of(text).strip()).hasSizeLessThanOrEqualTo(maxLength);
            last = chunk.end();
        }
        assertThat(text.substring(last)).isBlank();
        assertThat(chunks.stream().map(chunk -> chunk.of(text)).collect(Collectors.joining()))
                .isEqualToIgnoringWhitespace(text);
    }
}
