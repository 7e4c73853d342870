package io.plimsoll.compression.reduce.prose;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.compression.reduce.LeftOut;
import io.plimsoll.compression.reduce.Reading;
import io.plimsoll.compression.reduce.Reducer;
import io.plimsoll.compression.reduce.ReducerContract;
import io.plimsoll.compression.reduce.Target;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import org.junit.jupiter.api.Test;

class TellingSentencesTest extends ReducerContract {

    private static final String FILLER = "The harbour was quiet in the evening, and the boats lay where they had lain before.";

    private static final String TEXT = IntStream.range(0, 40)
            .mapToObj(i -> i == 17
                    ? "The crane on the eastern quay lifts 4200 kilograms. It was inspected by Ines Duarte in March."
                    : i % 7 == 3 ? "Number " + i + " of the sheds is empty, which nobody minds.\n\n" : FILLER)
            .collect(Collectors.joining(" "));

    private static final Pattern LEFT_OUT = Pattern.compile("\\[… (\\d+) sentences? left out …]\n?");

    @Override
    protected Reducer reducer() {
        return new TellingSentences();
    }

    @Override
    protected List<Reading> samples() {
        return List.of(reading(TEXT), reading(TEXT.replace(". ", ".\n")));
    }

    @Override
    protected Arbitrary<Reading> readings() {
        return Arbitraries.of(
                        FILLER, "A short one.", "See e.g. the log of Dr. Ames for 12.5 tons.", "- an entry of a list\n",
                        "# A heading\n\n", "\n\n", "港は静かだった。船は動かない。", "It failed with ERROR_BUSY at src/a.c:12!", "x")
                .list()
                .ofMinSize(4)
                .ofMaxSize(60)
                .map(parts -> reading(String.join(" ", parts)));
    }

    @Override
    protected void assertKeeps(Reading reading, Target target, String reduced) {
        String text = reading.text().result();
        int at = 0;
        for (String line : reduced.split("\n")) {
            if (!LeftOut.isIn(line) && !line.isBlank()) {
                int found = text.indexOf(line.strip(), at);
                assertThat(found).as(line).isNotNegative();
                at = found + line.strip().length();
            }
        }
        assertThat(LeftOut.isIn(reduced)).isTrue();
    }

    @Test
    void keepsWhatTheGoalAsksForAndWhatStandsBesideIt() {
        var target = new Target(120, "How much can the eastern crane lift?", ReducerContract::tokens);

        assertThat(reducer().reduce(reading(TEXT), target)).hasValueSatisfying(reduced -> {
            assertThat(reduced)
                    .contains("The crane on the eastern quay lifts 4200 kilograms. It was inspected by Ines Duarte in March.");
            assertThat(tokens(reduced)).isLessThanOrEqualTo(120);
        });
    }

    @Test
    void saysHowManySentencesAreLeftOut() {
        assertThat(reducer().reduce(reading(TEXT), target(100))).hasValueSatisfying(reduced -> {
            int left = LEFT_OUT.matcher(reduced).results()
                    .mapToInt(mark -> Integer.parseInt(mark.group(1)))
                    .sum();
            List<Sentence> kept = Sentence.of(LEFT_OUT.matcher(reduced).replaceAll("").strip());
            assertThat(left + kept.size()).isEqualTo(Sentence.of(TEXT).size());
        });
    }

    @Test
    void doesNotSayTheSameTwiceWhereSomethingElseIsLeftToSay() {
        String text = (FILLER + "\n").repeat(20) + "The lighthouse keeper collects tin whistles.\n" + (FILLER + "\n").repeat(20);

        assertThat(reducer().reduce(reading(text), target(80)))
                .hasValueSatisfying(reduced -> assertThat(reduced).contains("lighthouse keeper"));
    }

    @Test
    void splitsSentencesAndNotAbbreviations() {
        List<String> sentences = Sentence.of("Dr. Ames wrote 12.5 tons. He left! \n\n  Then what? Nothing")
                .stream().map(Sentence::text).toList();

        assertThat(sentences).containsExactly("Dr. Ames wrote 12.5 tons. ", "He left! \n\n", "  Then what? ", "Nothing");
    }

    @Test
    void leavesAloneWhatIsNoRunningText() {
        String json = "{\"a\":[" + "{\"text\":\"One. Two. Three. Four.\"},".repeat(20) + "{}]}";

        assertThat(reducer().reduce(reading(json), target(0))).isEmpty();
    }
}
