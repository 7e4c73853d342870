package io.plimsoll.compression.reduce;

import java.util.HashSet;
import java.util.Set;

/**
 * What the work is about, as words to look for. Immutable, thread-safe.
 *
 * @param terms its {@link Terms}
 * @param identifiers the names that it writes as code: shaped like one, called with brackets, or between back ticks
 */
public record Goal(Set<String> terms, Set<String> identifiers) {

    private static final int SHORTEST_IDENTIFIER = 3;

    public Goal {
        terms = Set.copyOf(terms);
        identifiers = Set.copyOf(identifiers);
    }

    /** The goal that {@code text} states; a blank one is about nothing. */
    public static Goal of(String text) {
        Set<String> identifiers = new HashSet<>();
        Terms.forEachWord(text, (start, end) -> {
            String word = text.substring(start, end);
            boolean quoted = start > 0 && text.charAt(start - 1) == '`';
            boolean called = end < text.length() && text.charAt(end) == '(';
            if (word.length() >= SHORTEST_IDENTIFIER
                    && !Character.isDigit(word.charAt(0))
                    && (quoted || called || Terms.isShaped(word))) {
                identifiers.add(word);
            }
        });
        return new Goal(new HashSet<>(Terms.of(text)), identifiers);
    }

    /** How many of its terms stand in {@code text}, each counted once. */
    public int overlap(String text) {
        if (terms.isEmpty()) {
            return 0;
        }
        Set<String> shared = new HashSet<>(Terms.of(text));
        shared.retainAll(terms);
        return shared.size();
    }

    /** Whether {@code text} names one of its identifiers. */
    public boolean isNamedIn(String text) {
        if (identifiers.isEmpty()) {
            return false;
        }
        boolean[] named = {false};
        Terms.forEachWord(text, (start, end) -> {
            if (!named[0]) {
                named[0] = identifiers.contains(text.substring(start, end));
            }
        });
        return named[0];
    }
}
