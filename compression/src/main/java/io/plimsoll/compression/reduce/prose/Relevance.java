package io.plimsoll.compression.reduce.prose;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How much each sentence of a text has to do with a goal, by BM25 over the sentences (Robertson and Zaragoza, 2009). */
final class Relevance {

    private static final double K1 = 1.2;
    private static final double B = .75;

    private Relevance() {}

    /** A value in [0, 1] for each sentence, 1 for the most relevant one; all 0 where none shares a term with the goal. */
    static double[] of(List<Sentence> sentences, Set<String> goal) {
        Map<String, Integer> frequency = new HashMap<>();
        double length = 0;
        for (Sentence sentence : sentences) {
            new HashSet<>(sentence.terms()).forEach(term -> frequency.merge(term, 1, Integer::sum));
            length += sentence.terms().size();
        }
        double mean = Math.max(1, length / Math.max(1, sentences.size()));
        double[] scores = new double[sentences.size()];
        double best = 0;
        for (int i = 0; i < scores.length; i++) {
            scores[i] = score(sentences.get(i).terms(), goal, frequency, sentences.size(), mean);
            best = Math.max(best, scores[i]);
        }
        for (int i = 0; i < scores.length && best > 0; i++) {
            scores[i] /= best;
        }
        return scores;
    }

    private static double score(
            List<String> terms, Set<String> goal, Map<String, Integer> frequency, int sentences, double mean) {
        Map<String, Integer> counts = new HashMap<>();
        terms.stream().filter(goal::contains).forEach(term -> counts.merge(term, 1, Integer::sum));
        double score = 0;
        for (var count : counts.entrySet()) {
            int in = frequency.getOrDefault(count.getKey(), 0);
            double rarity = Math.log(1 + (sentences - in + .5) / (in + .5));
            score += rarity * count.getValue() * (K1 + 1) / (count.getValue() + K1 * (1 - B + B * terms.size() / mean));
        }
        return score;
    }
}
