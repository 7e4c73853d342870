package io.plimsoll.compression.reduce;

import java.util.List;
import java.util.Optional;

/** Reducers in the order in which they are tried, the safest first. Immutable, thread-safe. */
public final class Ladder {

    /** A step that saves less than this share of a text is not worth the marks that it leaves. */
    private static final double WORTHWHILE = .05;

    private final List<Reducer> reducers;

    /**
     * A ladder of these reducers.
     *
     * @param reducers the safest first
     */
    public Ladder(List<Reducer> reducers) {
        this.reducers = List.copyOf(reducers);
    }

    /** The same ladder without the rungs that lose anything. */
    public Ladder losslessOnly() {
        return new Ladder(reducers.stream().filter(Reducer::isLossless).toList());
    }

    /**
     * The result of {@code reading} made shorter, rung by rung: every lossless one, and of the others as many as it takes to
     * reach the target.
     *
     * @return empty if no reducer makes it shorter; a text that is still above the target where they cannot reach it
     */
    public Optional<String> reduce(Reading reading, Target target) {
        Reading reached = reading;
        int tokens = target.counter().applyAsInt(reading.text().result());
        boolean changed = false;
        for (Reducer reducer : reducers) {
            if (tokens <= target.tokens() && !reducer.isLossless()) {
                continue;
            }
            Optional<String> shorter = reducer.reduce(reached, target);
            if (shorter.isEmpty()) {
                continue;
            }
            int now = target.counter().applyAsInt(shorter.get());
            if (tokens - now >= Math.max(1, WORTHWHILE * tokens)) {
                reached = new Reading(reached.text().withResult(shorter.get()), reached.earlier(), reached.later());
                tokens = now;
                changed = true;
            }
        }
        return changed ? Optional.of(reached.text().result()) : Optional.empty();
    }
}
