package io.plimsoll.compression.reduce.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.compression.reduce.Reading;
import io.plimsoll.compression.reduce.Reducer;
import io.plimsoll.compression.reduce.ReducerContract;
import io.plimsoll.compression.reduce.Target;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitrary;

/**
 * What {@link LogExtract} promises: lines of the log in their order, each gap marked with how many lines are gone, and of each
 * kind of error the first.
 */
class LogExtractContractTest extends ReducerContract {

    private static final Pattern MARK = Pattern.compile("\\[… (\\d+) lines?.* left out …]");

    @Override
    protected Reducer reducer() {
        return new LogExtract();
    }

    @Override
    protected List<Reading> samples() {
        return List.of(
                reading(LogSamples.service(60)), reading(LogSamples.failing(200)), reading(LogSamples.flood(90)));
    }

    @Override
    protected Arbitrary<Reading> readings() {
        return LogSamples.logs().map(ReducerContract::reading);
    }

    @Override
    protected void assertKeeps(Reading reading, Target target, String reduced) {
        String original = reading.text().result();
        String[] lines = TemplateText.read(original).orElse(original).split("\n", -1);
        int at = 0;
        Set<String> kept = new HashSet<>();
        for (String line : TemplateText.read(reduced).orElse(reduced).split("\n", -1)) {
            Matcher mark = MARK.matcher(line);
            if (mark.matches()) {
                at += Integer.parseInt(mark.group(1));
            } else {
                assertThat(line).isEqualTo(lines[at++]);
                kept.add(line);
            }
        }
        assertThat(at).isEqualTo(lines.length);
        assertThat(Arrays.stream(lines)
                        .filter(line -> Level.of(line).isError())
                        .map(LogExtractContractTest::kind)
                        .distinct())
                .allMatch(kind -> kept.stream().anyMatch(line -> kind(line).equals(kind)));
    }

    private static String kind(String line) {
        return String.join(
                " ", Arrays.stream(line.strip().split("\\s+")).map(Mask::of).toList());
    }
}
