package io.plimsoll.compression.reduce.listing;

import io.plimsoll.budget.config.Reduction;
import io.plimsoll.compression.reduce.Reading;
import io.plimsoll.compression.reduce.Reducer;
import io.plimsoll.compression.reduce.Target;
import java.util.List;
import java.util.Optional;

/**
 * Writes the common beginnings of listed paths once, as a tree. Lossless: the result is read back before it is given, and a
 * text that would not come back as it was is left alone.
 */
public final class FoldedPaths implements Reducer {

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
        if (!PathTree.looksLike(text)) {
            return Optional.empty();
        }
        String folded = PathTree.folded(List.of(text.split("\n", -1)));
        boolean shorter = folded.length() < text.length()
                && target.counter().applyAsInt(folded) < target.counter().applyAsInt(text);
        return shorter && PathTree.restored(folded).equals(text) ? Optional.of(folded) : Optional.empty();
    }
}
