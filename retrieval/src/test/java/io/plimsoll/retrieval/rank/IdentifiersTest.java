package io.plimsoll.retrieval.rank;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentifiersTest {

    @ParameterizedTest
    @CsvSource({
        "open src/main/App.java now, src/main/App.java",
        "see ../docs/guide.md, ../docs/guide.md",
        "in pom.xml, pom.xml",
        "call release_all twice, release_all",
        "rename giveBack, giveBack",
        "the sha256 sum, sha256",
        "paint it #ff8800, #ff8800",
        "error 40317 again, 40317",
        "she said \"low tide\" twice, low tide",
        "run `make all` first, make all",
    })
    void findsWhatIsNamedExactly(String text, String name) {
        assertThat(Identifiers.in(text)).containsExactly(name);
    }

    @Test
    void findsNothingInPlainSpeech() {
        assertThat(Identifiers.in("Did Maria fix it in 12 days? I don't know, e.g. maybe."))
                .isEmpty();
    }

    @Test
    void takesNoMoreThanAQuestionNames() {
        assertThat(Identifiers.in("a_name_1 ".repeat(5) + "12345 23456 ".repeat(5)))
                .hasSize(3);
        var pasted = new StringBuilder();
        for (int i = 1_000; i < 2_000; i++) {
            pasted.append(i).append(' ');
        }
        assertThat(Identifiers.in(pasted.toString())).hasSize(Identifiers.MAX);
    }

    @Test
    void wantsAWholeWord() {
        assertThat(Identifiers.holds("error 403175", "40317")).isFalse();
        assertThat(Identifiers.holds("x403171, 40317!", "40317")).isTrue();
        assertThat(Identifiers.holds("see src/App.java:12", "src/App.java")).isTrue();
    }

    @Test
    void aQuestionThatIsQuotedAsAWholeIsNoName() {
        assertThat(Identifiers.in("\"Why does parse_line fail?\"\n")).containsExactly("parse_line");
        assertThat(Identifiers.in("\"parse line\" or \"read line\"")).containsExactly("parse line", "read line");
    }
}
