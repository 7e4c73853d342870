package io.plimsoll.bench.cuts.baseline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Okapi BM25 (k1 1.2, b 0.75) over passages in the order of a conversation, each helped by half of its better neighbour.
 * Words lose the commonest English endings. Immutable.
 */
final class Bm25 {

    private static final double K1 = 1.2;
    private static final double B = .75;
    private static final double NEIGHBOUR = .5;
    private static final int SHORTEST_STEM = 3;

    private static final Pattern WORD = Pattern.compile("[a-z0-9_']+");
    private static final List<String> ENDINGS = List.of("ing", "edly", "ed", "ies", "es", "s");
    private static final Set<String> STOP_WORDS = Set.of(
            ("a an the of to in on and or is are was were be been do does did what when where who how which that this it"
                            + " for with at as by from his her their they she he i you me my your we us our will would"
                            + " can could should has have had not")
                    .split(" "));

    private final List<Map<String, Integer>> passages = new ArrayList<>();
    private final Map<String, Integer> frequency = new HashMap<>();
    private final double meanLength;

    Bm25(List<String> texts) {
        long length = 0;
        for (String text : texts) {
            Map<String, Integer> words = new HashMap<>();
            words(text).forEach(word -> words.merge(word, 1, Integer::sum));
            words.keySet().forEach(word -> frequency.merge(word, 1, Integer::sum));
            passages.add(words);
            length += lengthOf(words);
        }
        meanLength = Math.max(1, (double) length / Math.max(1, texts.size()));
    }

    /** Passages that share a word with the question or stand beside one that does, the best first. */
    List<Integer> ranked(String question) {
        double[] own = new double[passages.size()];
        Set<String> asked = new HashSet<>(words(question));
        for (int i = 0; i < own.length; i++) {
            own[i] = score(passages.get(i), asked);
        }
        double[] scores = new double[own.length];
        for (int i = 0; i < own.length; i++) {
            double before = i > 0 ? own[i - 1] : 0;
            double behind = i + 1 < own.length ? own[i + 1] : 0;
            scores[i] = own[i] + NEIGHBOUR * Math.max(before, behind);
        }
        return IntStream.range(0, scores.length)
                .filter(i -> scores[i] > 0)
                .boxed()
                .sorted((a, b) -> scores[a] == scores[b] ? a - b : Double.compare(scores[b], scores[a]))
                .toList();
    }

    private double score(Map<String, Integer> words, Set<String> asked) {
        double score = 0;
        double length = K1 * (1 - B + B * lengthOf(words) / meanLength);
        for (String word : asked) {
            int times = words.getOrDefault(word, 0);
            if (times > 0) {
                int holders = frequency.getOrDefault(word, 0);
                double rarity = Math.log(1 + (passages.size() - holders + .5) / (holders + .5));
                score += rarity * times * (K1 + 1) / (times + length);
            }
        }
        return score;
    }

    private static int lengthOf(Map<String, Integer> words) {
        return words.values().stream().mapToInt(Integer::intValue).sum();
    }

    private static List<String> words(String text) {
        return WORD.matcher(text.toLowerCase(Locale.ROOT))
                .results()
                .map(MatchResult::group)
                .filter(word -> !STOP_WORDS.contains(word))
                .map(Bm25::stem)
                .toList();
    }

    private static String stem(String word) {
        return ENDINGS.stream()
                .filter(ending -> word.endsWith(ending) && word.length() - ending.length() >= SHORTEST_STEM)
                .findFirst()
                .map(ending -> word.substring(0, word.length() - ending.length()))
                .orElse(word);
    }

    /** Passages of whole sentences or lines, up to about {@code characters} long each. */
    static List<String> passages(String text, int characters) {
        List<String> passages = new ArrayList<>();
        var passage = new StringBuilder();
        for (String sentence : Arrays.asList(text.split("(?<=[.!?])\\s+|\\n+"))) {
            if (!passage.isEmpty() && passage.length() + sentence.length() > characters) {
                passages.add(passage.toString());
                passage.setLength(0);
            }
            passage.append(passage.isEmpty() ? "" : " ").append(sentence.strip());
        }
        if (!passage.isEmpty()) {
            passages.add(passage.toString());
        }
        return passages;
    }
}
