package io.plimsoll.bench.reduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class FourGramsTest {

    @Test
    void countsSequencesThatBothHaveAgainstThoseThatOneHas() {
        var overlap = new FourGrams();

        overlap.add("menu one two three four five", "One two three four five six".toLowerCase(java.util.Locale.ROOT));

        assertThat(overlap.precision()).isEqualTo(2 / 3.0, within(1e-9));
        assertThat(overlap.recall()).isEqualTo(2 / 3.0, within(1e-9));
        assertThat(overlap.f1()).isEqualTo(2 / 3.0, within(1e-9));
    }

    @Test
    void countsEachTextAsOneHoweverLongItIs() {
        var overlap = new FourGrams();

        overlap.add("a b c d", "a b c d");
        overlap.add("e f g h ".repeat(100), "i j k l ".repeat(100));

        assertThat(overlap.recall()).isGreaterThan(.6);
    }
}
