package io.plimsoll.compression.reduce;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every {@link Reducer} promises. A subclass names the reducer, gives readings of its kind, and says what a reduced text
 * must still tell.
 */
public abstract class ReducerContract {

    private static final List<HostileText> HOSTILE = HostileText.ALL;

    /** A new one each time: equal reducers must reduce alike. */
    protected abstract Reducer reducer();

    /** Readings as they occur, each of which a target of no tokens makes shorter. */
    protected abstract List<Reading> samples();

    /** Random readings of the reducer's kind and close to it, most of them worth a reduction. */
    protected abstract Arbitrary<Reading> readings();

    /**
     * Fails unless {@code reduced} still tells what the reducer promises to keep of {@code reading}: everything, by reading it
     * back, if the reducer is lossless.
     */
    protected abstract void assertKeeps(Reading reading, Target target, String reduced);

    /** A target for a text without a goal; a subclass may set one. */
    protected Target target(int tokens) {
        return new Target(tokens, "", ReducerContract::tokens);
    }

    /** The tokens of a text, about as a model counts them: pieces of four letters or three digits, and one for a symbol. */
    public static int tokens(String text) {
        int tokens = 0;
        int room = 0;
        int kind = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int now = Character.isLetter(c) ? 4 : Character.isDigit(c) ? 3 : c == ' ' ? 2 : 1;
            if (now != kind || room == 0) {
                // A single space goes with the word behind it.
                tokens += now == 2 && i + 1 < text.length() && Character.isLetter(text.charAt(i + 1)) ? 0 : 1;
                room = now == 2 ? 16 : now;
                kind = now;
            }
            room--;
        }
        return tokens;
    }

    @Provide
    Arbitrary<Reading> anyReadings() {
        Arbitrary<Reading> strange = Arbitraries.strings()
                .withChars(" \t\r\n\"'\\,:;[]{}()<>|#@+-*/.=_01279aAeEzéß漢\u0000\uD83D\uDE00")
                .ofMaxLength(600)
                .map(ReducerContract::reading);
        return Arbitraries.frequencyOf(Tuple.of(9, readings()), Tuple.of(1, strange));
    }

    @Provide
    Arbitrary<Integer> limits() {
        return Arbitraries.of(0, 10, 50, 200, 1_000, 100_000);
    }

    @Property(tries = 300, seed = "20261125")
    void neverMakesATextLongerInTokens(@ForAll("anyReadings") Reading reading, @ForAll("limits") int limit) {
        reducer()
                .reduce(reading, target(limit))
                .ifPresent(reduced -> assertThat(tokens(reduced))
                        .as(reduced)
                        .isLessThan(tokens(reading.text().result())));
    }

    @Property(tries = 300, seed = "20261125")
    void changesNothingInWhatItHasReduced(@ForAll("anyReadings") Reading reading, @ForAll("limits") int limit) {
        reducer().reduce(reading, target(limit)).ifPresent(reduced -> {
            Reading again = new Reading(reading.text().withResult(reduced), reading.earlier(), reading.later());
            assertThat(reducer().reduce(again, target(limit))).as(reduced).isEmpty();
        });
    }

    @Property(tries = 100, seed = "20261125")
    void reducesEqualTextsAlike(@ForAll("anyReadings") Reading reading, @ForAll("limits") int limit) {
        assertThat(reducer().reduce(reading, target(limit))).isEqualTo(reducer().reduce(reading, target(limit)));
    }

    @Property(tries = 300, seed = "20261125")
    void keepsWhatItPromises(@ForAll("anyReadings") Reading reading, @ForAll("limits") int limit) {
        Target target = target(limit);
        reducer().reduce(reading, target).ifPresent(reduced -> assertKeeps(reading, target, reduced));
    }

    @Property(tries = 100, seed = "20261125")
    void losesNothingOfATextThatIsShortEnough(@ForAll("anyReadings") Reading reading) {
        Reducer reducer = reducer();
        if (!reducer.isLossless()) {
            assertThat(reducer.reduce(reading, target(tokens(reading.text().result()))))
                    .isEmpty();
        }
    }

    @Test
    void makesItsSamplesShorterAndKeepsWhatItPromises() {
        assertThat(samples()).isNotEmpty();
        for (Reading sample : samples()) {
            Target target = target(0);
            Optional<String> reduced = reducer().reduce(sample, target);
            assertThat(reduced).as(sample.text().result()).isPresent();
            assertThat(tokens(reduced.get())).isLessThan(tokens(sample.text().result()));
            assertKeeps(sample, target, reduced.get());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n", "x", "[]", "{}", "null"})
    void leavesTextsAloneThatSayNextToNothing(String text) {
        assertThat(reducer().reduce(reading(text), target(0))).isEmpty();
    }

    /** The limit is far above what linear work takes and far below what quadratic work would. */
    @ParameterizedTest
    @FieldSource("HOSTILE")
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void isDoneSoonWithHostileTexts(HostileText hostile) {
        Reading reading = reading(hostile.text());
        Target target = target(500);
        reducer().reduce(reading, target).ifPresent(reduced -> {
            assertThat(tokens(reduced)).isLessThan(tokens(hostile.text()));
            assertKeeps(reading, target, reduced);
        });
    }

    /** The result of a tool of no known name, alone. */
    protected static Reading reading(String result) {
        return Reading.of(new ToolText("call-1", "tool", "{}", result));
    }
}
