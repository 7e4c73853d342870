package io.plimsoll.gateway.quality;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BackOffTest {

    @Test
    void keepsMoreOfTheNewestResultsAtEachStep() {
        assertThat(BackOff.NONE.newestResults(3)).isEqualTo(3);
        assertThat(BackOff.NONE.further().newestResults(3)).isEqualTo(6);
        assertThat(BackOff.NONE.further().further().newestResults(3)).isEqualTo(12);
    }

    @Test
    void keepsSomeResultsWherePolicyKeepsNone() {
        assertThat(BackOff.NONE.newestResults(0)).isZero();
        assertThat(BackOff.NONE.further().newestResults(0)).isEqualTo(2);
    }

    @Test
    void goesNoFurtherThanItsLastStep() {
        assertThat(new BackOff(BackOff.MOST).further()).isEqualTo(new BackOff(BackOff.MOST));
        assertThat(BackOff.NONE.closer()).isEqualTo(BackOff.NONE);
    }

    @Test
    void makesNoEarlyCutsOnceItHasBackedOff() {
        assertThat(BackOff.NONE.allowsEarlyCuts()).isTrue();
        assertThat(BackOff.NONE.further().allowsEarlyCuts()).isFalse();
    }
}
