package io.plimsoll.compression.reduce.prose;

import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/*
 * Chooses sentences under a budget of tokens.
 *
 * A set S of sentences is worth
 *
 *     W(S) = COVER * sum over terms t of w(t) * min(n(t, S), ALPHA * n(t, all))  +  REWARD * sum over groups g of sqrt(sum of r(s))
 *
 * where n counts how often a term stands in a set, w(t) is the square root of its number so that rare words do not drown,
 * a group is a stretch of neighbouring sentences and r(s) a sentence's own reward. Both sums are monotone and submodular, as in
 * Lin and Bilmes, "A Class of Submodular Functions for Document Summarization" (2011), with terms in the place of pairs of
 * sentences, which keeps the work linear. Greedy by gain per token, compared with the best single sentence, is at least
 * 1 - 1/sqrt(e) of the best set that fits (Khuller, Moss and Naor, 1999); for sentences of equal length it is 1 - 1/e. Gains
 * only fall, so a gain that is still the highest after it was counted again is the highest (Minoux, 1978).
 */
final class Selection {

    private static final double COVER = 1;
    private static final double REWARD = 4;
    /** Of what a text says about a term, a share is enough. */
    private static final double ALPHA = .5;
    /** A text falls into so many stretches, from each of which something should stay. */
    private static final int GROUPS = 12;

    /** Gains are counted again so often for each sentence, in the mean; then those that were counted last decide. */
    private static final int COUNTS_A_SENTENCE = 20;

    private final List<Sentence> sentences;
    private final double[] rewards;
    private final int[] tokens;
    private final Map<String, Integer> total = new HashMap<>();
    private final Map<String, Integer> chosenTerms = new HashMap<>();
    private final double[] groupRewards = new double[GROUPS];
    private final double weight;

    private Selection(List<Sentence> sentences, double[] rewards, int[] tokens) {
        this.sentences = sentences;
        this.rewards = rewards;
        this.tokens = tokens;
        sentences.forEach(sentence -> sentence.terms().forEach(term -> total.merge(term, 1, Integer::sum)));
        // Makes the cover of everything worth as much as one reward in each group, whatever the text's length.
        double all = total.values().stream().mapToDouble(n -> ALPHA * n * worth(n)).sum();
        weight = all > 0 ? GROUPS / all : 0;
    }

    /**
     * The chosen sentences.
     *
     * @param rewards of each sentence, at least 0
     * @param tokens of each sentence
     * @param budget what the chosen ones may have together
     */
    static BitSet of(List<Sentence> sentences, double[] rewards, int[] tokens, int budget) {
        var selection = new Selection(sentences, rewards, tokens);
        BitSet chosen = selection.greedy(budget);
        int single = selection.bestSingle(budget);
        if (single >= 0 && selection.worthOf(List.of(single)) > selection.worthOf(chosen.stream().boxed().toList())) {
            chosen.clear();
            chosen.set(single);
        }
        return chosen;
    }

    private BitSet greedy(int budget) {
        record Candidate(int sentence, double ratio) {}
        var queue = new PriorityQueue<Candidate>((a, b) -> a.ratio() == b.ratio()
                ? Integer.compare(a.sentence(), b.sentence())
                : Double.compare(b.ratio(), a.ratio()));
        Set<String> seen = new HashSet<>();
        for (int i = tokens.length - 1; i >= 0; i--) {
            // What is said again and again counts where it was said last.
            if (seen.add(sentences.get(i).text().strip())) {
                queue.add(new Candidate(i, gain(i) / Math.max(1, tokens[i])));
            }
        }
        long counts = COUNTS_A_SENTENCE * (long) queue.size();
        var chosen = new BitSet();
        int left = budget;
        while (!queue.isEmpty()) {
            Candidate best = queue.poll();
            if (tokens[best.sentence()] > left) {
                continue;
            }
            double now = counts > 0 ? gain(best.sentence()) / Math.max(1, tokens[best.sentence()]) : best.ratio();
            counts--;
            if (!queue.isEmpty() && now < queue.peek().ratio()) {
                queue.add(new Candidate(best.sentence(), now));
            } else {
                chosen.set(best.sentence());
                add(best.sentence());
                left -= tokens[best.sentence()];
            }
        }
        return chosen;
    }

    private int bestSingle(int budget) {
        int best = -1;
        double most = 0;
        for (int i = 0; i < tokens.length; i++) {
            double worth = tokens[i] <= budget ? worthOf(List.of(i)) : 0;
            if (worth > most) {
                best = i;
                most = worth;
            }
        }
        return best;
    }

    /** What {@code sentence} adds to what is chosen. */
    private double gain(int sentence) {
        Map<String, Integer> added = new HashMap<>();
        sentences.get(sentence).terms().forEach(term -> added.merge(term, 1, Integer::sum));
        double gain = 0;
        for (var term : added.entrySet()) {
            int before = chosenTerms.getOrDefault(term.getKey(), 0);
            gain += covered(term.getKey(), before + term.getValue()) - covered(term.getKey(), before);
        }
        double group = groupRewards[group(sentence)];
        return COVER * weight * gain + REWARD * (Math.sqrt(group + rewards[sentence]) - Math.sqrt(group));
    }

    private void add(int sentence) {
        sentences.get(sentence).terms().forEach(term -> chosenTerms.merge(term, 1, Integer::sum));
        groupRewards[group(sentence)] += rewards[sentence];
    }

    /** What a set is worth, apart from what is chosen. */
    private double worthOf(List<Integer> set) {
        Map<String, Integer> counts = new HashMap<>();
        double[] groups = new double[GROUPS];
        for (int sentence : set) {
            sentences.get(sentence).terms().forEach(term -> counts.merge(term, 1, Integer::sum));
            groups[group(sentence)] += rewards[sentence];
        }
        double worth = 0;
        for (var term : counts.entrySet()) {
            worth += COVER * weight * covered(term.getKey(), term.getValue());
        }
        for (double group : groups) {
            worth += REWARD * Math.sqrt(group);
        }
        return worth;
    }

    private double covered(String term, int count) {
        int all = total.getOrDefault(term, 0);
        return worth(all) * Math.min(count, ALPHA * all);
    }

    private static double worth(int count) {
        return 1 / Math.sqrt(count);
    }

    private int group(int sentence) {
        return (int) ((long) sentence * GROUPS / tokens.length);
    }
}
