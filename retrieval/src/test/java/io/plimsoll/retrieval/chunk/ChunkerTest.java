package io.plimsoll.retrieval.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChunkerTest {

    @Test
    void keepsATurnWhole() {
        String text = "word ".repeat(159).strip();

        assertThat(cut(Chunker.turns(text), text)).containsExactly(text);
    }

    @Test
    void cutsALongTurnBehindSentences() {
        String text = "The tide was high that morning. ".repeat(40).strip();

        assertThat(cut(Chunker.turns(text), text))
                .hasSizeGreaterThan(2)
                .allSatisfy(piece -> assertThat(piece).endsWith("morning.").hasSizeLessThanOrEqualTo(400));
    }

    @Test
    void cutsToolOutputAtLineEnds() {
        String text = IntStream.range(0, 60)
                .mapToObj(i -> "12:00:" + i + " crane.hoist(" + i + ") done. ok")
                .collect(Collectors.joining("\n"));

        assertThat(cut(Chunker.pieces(text), text))
                .hasSizeGreaterThan(3)
                .allSatisfy(piece -> assertThat(piece).startsWith("12:00:").endsWith("ok"));
    }

    @Test
    void prefersAnEmptyLineToALineEnd() {
        String text = "a line of code\n".repeat(18) + "\n" + "another line\n".repeat(18);

        assertThat(cut(Chunker.pieces(text), text).getFirst()).endsWith("a line of code");
    }

    @Test
    void cutsJsonOnOneLineBetweenRecords() {
        String text = IntStream.range(0, 40)
                .mapToObj(i -> "{\"id\":" + i + ",\"port\":\"Bergen\"}")
                .collect(Collectors.joining(",", "[", "]"));

        var pieces = cut(Chunker.pieces(text), text);

        assertThat(pieces.subList(0, pieces.size() - 1))
                .allSatisfy(piece -> assertThat(piece).endsWith("},"));
    }

    @Test
    void takesEachSpeakersTurnForAPassage() {
        String first = "[9:10 am on 8 May, 2023] Maria: Good morning.\n\nDid you sleep?";
        String second = "[9:11 am on 8 May, 2023] Olav: Like a stone.";

        assertThat(cut(Chunker.turns(first + "\n\n" + second), first + "\n\n" + second))
                .containsExactly(first, second);
    }

    @Test
    void neverCutsACharacterInTwo() {
        String text = "😀".repeat(1_000);

        assertThat(cut(Chunker.pieces(text), text))
                .allSatisfy(piece ->
                        assertThat(Character.isLowSurrogate(piece.charAt(0))).isFalse());
    }

    @Test
    void findsNothingInBlanks() {
        assertThat(Chunker.turns(" \n\t ")).isEmpty();
        assertThat(Chunker.pieces("")).isEmpty();
    }

    private static List<String> cut(List<Chunk> chunks, String text) {
        return chunks.stream().map(chunk -> chunk.of(text)).toList();
    }
}
