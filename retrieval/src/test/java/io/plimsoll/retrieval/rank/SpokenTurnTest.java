package io.plimsoll.retrieval.rank;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpokenTurnTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[1:56 pm on 8 May, 2023] Maria: hello",
                "[2023-05-08 13:56] Maria: hello",
                "[May 8, 2023] Maria: hello",
                "[Mon 8th May 2023] Maria: hello"
            })
    void readsDateAndSpeaker(String text) {
        assertThat(SpokenTurn.of(text)).hasValueSatisfying(turn -> {
            assertThat(turn.date()).isEqualTo(LocalDate.of(2023, 5, 8));
            assertThat(turn.speaker()).isEqualTo("Maria");
            assertThat(text.substring(turn.bodyStart())).isEqualTo("hello");
        });
    }

    @Test
    void readsASpeakerWhoseDateMakesNoSense() {
        assertThat(SpokenTurn.of("[31 February 2023] Olav: hi"))
                .hasValueSatisfying(turn -> assertThat(turn.date()).isNull());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Maria: hello", "[link] text: more", "[x](http://a/2023): b", "text [8 May 2023] Maria: hi"})
    void takesNothingElseForATurn(String text) {
        assertThat(SpokenTurn.of(text)).isEmpty();
    }
}
