package io.plimsoll.compression.reduce.json;

import io.plimsoll.budget.config.Reduction;
import io.plimsoll.compression.reduce.Reading;
import io.plimsoll.compression.reduce.Reducer;
import io.plimsoll.compression.reduce.Target;
import java.util.Optional;

/**
 * JSON without white space, and its arrays of like objects as tables: keys once, in a header. Everything that JSON means is
 * kept: values, the spelling of numbers, keys that occur twice. {@link Table} shows the notation, after TOON and the like
 * ("Token-Oriented Object Notation", github.com/toon-format) but readable back without knowing where it stands.
 *
 * <p>Text that is not JSON, is cut off, or is nested more than 100 deep is left alone.
 */
public final class JsonTable implements Reducer {

    @Override
    public Reduction rung() {
        return Reduction.STRUCTURE;
    }

    @Override
    public boolean isLossless() {
        return true;
    }

    @Override
    public Optional<String> reduce(Reading reading, Target target) {
        String text = reading.text().result();
        return JsonDocument.read(text)
                .map(JsonDocument::compact)
                .filter(compact ->
                        target.counter().applyAsInt(compact) < target.counter().applyAsInt(text));
    }
}
