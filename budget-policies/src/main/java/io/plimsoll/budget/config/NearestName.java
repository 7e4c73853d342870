package io.plimsoll.budget.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that a misspelt one probably means. */
final class NearestName {

    private NearestName() {}

    /** The candidate that takes the fewest edits, if no more than a third of the longer name's letters are edited. */
    static Optional<String> of(String misspelt, Collection<String> candidates) {
        String lower = misspelt.toLowerCase(Locale.ROOT);
        return candidates.stream()
                .filter(candidate -> edits(lower, candidate) * 3 <= Math.max(lower.length(), candidate.length()))
                .min(Comparator.comparingInt(candidate -> edits(lower, candidate)));
    }

    /** Letters inserted, dropped, replaced, or swapped with the next one: the optimal string alignment distance. */
    private static int edits(String from, String to) {
        int[][] best = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                if (i == 0 || j == 0) {
                    best[i][j] = i + j;
                    continue;
                }
                int replaced = best[i - 1][j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                best[i][j] = Math.min(replaced, 1 + Math.min(best[i - 1][j], best[i][j - 1]));
                if (isSwap(from, to, i, j)) {
                    best[i][j] = Math.min(best[i][j], best[i - 2][j - 2] + 1);
                }
            }
        }
        return best[from.length()][to.length()];
    }

    private static boolean isSwap(String from, String to, int i, int j) {
        return i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
    }
}
