package io.plimsoll.compression.retain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PiecesTest {

    @Test
    void areTheLinesWithoutTheSpaceAroundThem() {
        assertThat(texts("  one\n\n\ttwo  \r\n}\nthree")).containsExactly("one", "two", "three");
    }

    @Test
    void aLongLineComesInWindowsThatHoldWhateverIsShort() {
        String line = IntStream.range(0, 200).mapToObj(i -> "word" + i).collect(Collectors.joining(" "));

        List<String> windows = texts(line);

        assertThat(windows).allMatch(line::contains).allMatch(window -> window.length() <= Pieces.MOST_CHARACTERS);
        for (int i = 0; i + 8 < 200; i++) {
            String stretch = IntStream.range(i, i + 8).mapToObj(n -> "word" + n).collect(Collectors.joining(" "));
            assertThat(windows).as(stretch).anyMatch(window -> window.contains(stretch));
        }
    }

    @Test
    void aWindowSplitsNoCharacter() {
        String line = "x" + "🙂".repeat(800);

        assertThat(texts(line))
                .allMatch(window -> !Character.isLowSurrogate(window.charAt(0))
                        && !Character.isHighSurrogate(window.charAt(window.length() - 1)));
    }

    @Test
    void jsonWithoutLineEndsComesInWholeRecords() {
        String json = IntStream.range(0, 60)
                .mapToObj(i -> "{\"flight\": \"HAT%03d\", \"from\": \"BOS\", \"seats\": [%d, 2, 3]}".formatted(i, i))
                .collect(Collectors.joining(", ", "{\"found\": [", "], \"page\": 1}"));

        List<Piece> pieces = Pieces.of(json);

        assertThat(pieces).allMatch(piece -> json.contains(piece.text()));
        for (int i = 0; i < 60; i++) {
            String flight = "{\"flight\": \"HAT%03d\"".formatted(i);
            assertThat(pieces)
                    .as(flight)
                    .anyMatch(piece -> piece.within().equals("found")
                            && piece.text().contains(flight)
                            && piece.text().endsWith("]}"));
        }
        assertThat(pieces)
                .filteredOn(piece -> piece.text().contains("HAT"))
                .allMatch(piece -> piece.text().startsWith("{\"flight\""));
        assertThat(pieces).contains(new Piece("", "\"page\": 1"));
    }

    @Test
    void saysWhatADeepRecordLiesIn() {
        String deep = "{\"users\":[{\"name\":\"a\"},{\"orders\":{\"note\":\"" + "n".repeat(500)
                + "\",\"paid\":\"card_1\"}}]}";

        assertThat(Pieces.of(deep))
                .contains(new Piece("users", "{\"name\":\"a\"}"), new Piece("users[1].orders", "\"paid\":\"card_1\""))
                .filteredOn(piece -> piece.text().contains("nnn"))
                .hasSizeGreaterThan(1)
                .allMatch(piece -> piece.within().equals("users[1].orders"));
    }

    @Test
    void whatOnlyLooksLikeJsonComesInWindows() {
        String broken = "{\"a\": [1, 2, " + "\"x\", ".repeat(200);
        String python = "[{'a': 1}, " + "{'b': 2}, ".repeat(100) + "]";
        String nested = "[".repeat(5_000);

        for (String text : List.of(broken, python, nested)) {
            assertThat(texts(text)).hasSizeGreaterThan(1).allMatch(text::contains);
        }
    }

    @Test
    void aHostileLineOfFiveMillionCharactersIsCutInLinearlyManyPieces() {
        assertThat(Pieces.of("[1,".repeat(1_700_000))).hasSizeBetween(33_000, 35_000);
    }

    private static List<String> texts(String text) {
        return Pieces.of(text).stream().map(Piece::text).toList();
    }
}
