package io.plimsoll.compression.reduce.listing;

import io.plimsoll.budget.config.Reduction;
import io.plimsoll.compression.reduce.Reading;
import io.plimsoll.compression.reduce.Reducer;
import io.plimsoll.compression.reduce.Target;
import java.util.Optional;

/**
 * Writes the path above the matches of a file instead of before each of them. Lossless: the result is read back before it is
 * given, and a text that would not come back as it was is left alone.
 */
public final class GroupedMatches implements Reducer {

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
        if (!MatchGroup.looksLike(text)) {
            return Optional.empty();
        }
        String grouped = GroupedText.of(MatchGroup.of(text));
        boolean shorter = grouped.length() < text.length()
                && target.counter().applyAsInt(grouped) < target.counter().applyAsInt(text);
        return shorter && GroupedText.restored(grouped).equals(text) ? Optional.of(grouped) : Optional.empty();
    }
}
