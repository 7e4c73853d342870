package io.plimsoll.compression.reduce.diff;

import io.plimsoll.budget.config.Reduction;
import io.plimsoll.compression.reduce.Reading;
import io.plimsoll.compression.reduce.Reducer;
import io.plimsoll.compression.reduce.Target;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Leaves two unchanged lines around each change of a diff, and every line that was added or removed. What remains is a diff
 * that fits the same files. Not lossless: who asked for more context than git's three lines may have wanted it.
 */
public final class ShorterContext implements Reducer {

    private static final int CONTEXT = 2;

    @Override
    public Reduction rung() {
        return Reduction.STRUCTURE;
    }

    @Override
    public boolean isLossless() {
        return false;
    }

    @Override
    public Optional<String> reduce(Reading reading, Target target) {
        String text = reading.text().result();
        if (!UnifiedDiff.looksLike(text)) {
            return Optional.empty();
        }
        int tokens = target.counter().applyAsInt(text);
        if (tokens <= target.tokens()) {
            return Optional.empty();
        }
        String shorter = new UnifiedDiff(UnifiedDiff.of(text).parts().stream()
                        .flatMap(part ->
                                part instanceof Hunk hunk ? hunk.withContext(CONTEXT).stream() : Stream.of(part))
                        .toList())
                .text();
        return target.counter().applyAsInt(shorter) < tokens ? Optional.of(shorter) : Optional.empty();
    }
}
