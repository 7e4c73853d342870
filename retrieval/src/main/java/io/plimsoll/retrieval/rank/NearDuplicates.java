package io.plimsoll.retrieval.rank;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Tells whether a passage says what an earlier one said already, up to a few words. Created per answer; not thread-safe. */
final class NearDuplicates {

    /** Shared words of all words, from which on two passages say the same. */
    private static final double SAME = 0.9;

    private final List<Set<String>> seen = new ArrayList<>();

    /** Whether a passage's words are new; if so, they are so no more. Numbers count: two log lines may differ in one. */
    boolean isNew(List<String> terms) {
        var words = Set.copyOf(terms);
        for (var other : seen) {
            if (resemblance(words, other) >= SAME) {
                return false;
            }
        }
        seen.add(words);
        return true;
    }

    /** The Jaccard coefficient, or 0 where sizes alone say that it is too small. */
    private static double resemblance(Set<String> left, Set<String> right) {
        if (left.isEmpty() && right.isEmpty()) {
            return 1;
        }
        boolean tooUnequal = Math.min(left.size(), right.size()) < SAME * Math.max(left.size(), right.size());
        if (tooUnequal) {
            return 0;
        }
        int shared = 0;
        for (var word : left) {
            shared += right.contains(word) ? 1 : 0;
        }
        return (double) shared / (left.size() + right.size() - shared);
    }
}
