package io.plimsoll.compression.reduce.repeats;

import io.plimsoll.budget.config.Reduction;
import io.plimsoll.compression.reduce.Reading;
import io.plimsoll.compression.reduce.Reducer;
import io.plimsoll.compression.reduce.Target;
import java.util.Optional;

/** Puts one line in the place of a result that stands above already: {@code [same as the result of read src/a.py above]}. */
final class ExactDuplicates implements Reducer {

    @Override
    public Reduction rung() {
        return Reduction.DUPLICATES;
    }

    @Override
    public boolean isLossless() {
        return true;
    }

    @Override
    public Optional<String> reduce(Reading reading, Target target) {
        String result = reading.text().result();
        if (!Earlier.isLongEnough(result)) {
            return Optional.empty();
        }
        return Earlier.of(reading.earlier(), result::equals).stream()
                .findFirst()
                .map(same -> "[same as the result of " + same.call() + " above]")
                .filter(line ->
                        target.counter().applyAsInt(line) < target.counter().applyAsInt(result));
    }
}
