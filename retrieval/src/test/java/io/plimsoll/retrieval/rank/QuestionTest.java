package io.plimsoll.retrieval.rank;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuestionTest {

    @Test
    void readsMonthsDaysAndYears() {
        assertThat(Question.of("What happened on 7 May 2023 and in Sept. last?").dates())
                .isEqualTo(new Question.Dates(Set.of(5, 9), Set.of(7), Set.of(2023)));
        assertThat(Question.of("Who came on March 3rd?").dates())
                .isEqualTo(new Question.Dates(Set.of(3), Set.of(3), Set.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"What may Olav have meant?", "The tests may fail", "Is it marching season, decent people?"})
    void takesNoVerbForAMonth(String text) {
        assertThat(Question.of(text).dates().months()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"What was decided in May?", "Was it May 2023?", "the end of May"})
    void takesMayForAMonthBesideANumberOrPreposition(String text) {
        assertThat(Question.of(text).dates().months()).containsExactly(5);
    }

    @Test
    void tellsWhetherATimeIsAskedFor() {
        assertThat(Question.of("When did the ship sail?").asksWhen()).isTrue();
        assertThat(Question.of("Which year was it?").asksWhen()).isTrue();
        assertThat(Question.of("Who sailed?").asksWhen()).isFalse();
    }
}
