package io.plimsoll.retrieval.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class SessionWordsTest {

    private static final int[] FIRST = {0, 0, 1};
    private static final int[] LAST = {1, 2, 2};

    private final SessionWords words = new SessionWords(
            List.of(
                    List.of("crane", "brake"),
                    List.of("crane", "crane", "hook", "rope"),
                    List.of("soup", "spoon", "pot")),
            FIRST,
            LAST);

    @Test
    void scoresPassagesAsBm25DividedByTheBest() {
        double shorter = 1 / (1 + 1.2 * (0.25 + 0.75 * 2 / 3));
        double longer = 2 / (2 + 1.2 * (0.25 + 0.75 * 4 / 3));

        var text = words.match(List.of("crane")).text();

        assertThat(text).hasSize(3);
        assertThat(text[0]).isCloseTo(shorter / longer, within(1e-12));
        assertThat(text[1]).isEqualTo(1);
        assertThat(text[2]).isZero();
    }

    @Test
    void countsNeighboursAsOneLongPassage() {
        var around = words.match(List.of("soup")).around();

        assertThat(around[0]).isZero();
        assertThat(around[1]).as("the longer neighbourhood").isPositive().isLessThan(1);
        assertThat(around[2]).isEqualTo(1);
    }

    @Test
    void sumsTheRarityOfWordsAsInASessionOfAHundred() {
        var heard = words.match(List.of("crane", "brake", "unheard")).heard();

        assertThat(heard[0]).isCloseTo(Math.log(1 + 98.5 / 2.5) + Math.log(1 + 99.5 / 1.5), within(1e-12));
        assertThat(heard[1]).isCloseTo(Math.log(1 + 98.5 / 2.5), within(1e-12));
        assertThat(heard[2]).isZero();
    }

    @Test
    void knowsNothingOfWordsThatAreNotThere() {
        var match = words.match(List.of("quasar"));

        assertThat(match.text()).containsOnly(0);
        assertThat(match.around()).containsOnly(0);
        assertThat(words.documentFrequency("quasar")).isZero();
    }
}
