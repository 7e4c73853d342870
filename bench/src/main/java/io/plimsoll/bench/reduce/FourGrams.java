package io.plimsoll.bench.reduce;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Which sequences of four words texts share with what a person expects of them; each text counts as one. Not thread-safe. */
final class FourGrams {

    private static final int WORDS = 4;
    private static final Pattern WORD = Pattern.compile("\\w+", Pattern.UNICODE_CHARACTER_CLASS);

    private double shared;
    private double surplus;
    private double missing;

    /** Counts one text. */
    void add(String text, String expected) {
        Map<List<String>, Integer> has = counts(text);
        Map<List<String>, Integer> wants = counts(expected);
        double both = 0;
        for (var gram : has.entrySet()) {
            both += Math.min(gram.getValue(), wants.getOrDefault(gram.getKey(), 0));
        }
        double more = sum(has) - both;
        double less = sum(wants) - both;
        double all = both + more + less;
        if (all > 0) {
            shared += both / all;
            surplus += more / all;
            missing += less / all;
        }
    }

    double precision() {
        return shared / (shared + surplus);
    }

    double recall() {
        return shared / (shared + missing);
    }

    double f1() {
        return 2 * shared / (2 * shared + surplus + missing);
    }

    private static double sum(Map<List<String>, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    private static Map<List<String>, Integer> counts(String text) {
        List<String> words =
                WORD.matcher(text).results().map(MatchResult::group).toList();
        Map<List<String>, Integer> counts = new HashMap<>();
        for (int i = 0; i + WORDS <= words.size(); i++) {
            counts.merge(words.subList(i, i + WORDS), 1, Integer::sum);
        }
        return counts;
    }
}
