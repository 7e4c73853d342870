package io.plimsoll.compression.reduce.prose;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    /** Of each sentence its terms as numbers, sorted, each as often as it stands there. */
    private final int[][] terms;
    /** Of each term how often the text has it. */
    private final int[] total;
    /** Makes the cover of everything worth as much as one reward in each group, whatever the text's length. */
    private final double weight;

    /**
     * A choice among sentences.
     *
     * @param rewards of each sentence, at least 0
     * @param tokens of each sentence
     */
    Selection(List<Sentence> sentences, double[] rewards, int[] tokens) {
        this.sentences = sentences;
        this.rewards = rewards;
        this.tokens = tokens;
        Map<String, Integer> numbers = new HashMap<>();
        this.terms =
                sentences.stream().map(sentence -> numbered(sentence, numbers)).toArray(int[][]::new);
        this.total = new int[numbers.size()];
        Arrays.stream(terms).flatMapToInt(Arrays::stream).forEach(term -> total[term]++);
        double all = Arrays.stream(total)
                .mapToDouble(count -> ALPHA * count * worth(count))
                .sum();
        this.weight = all > 0 ? GROUPS / all : 0;
    }

    private static int[] numbered(Sentence sentence, Map<String, Integer> numbers) {
        return sentence.terms().stream()
                .mapToInt(term -> {
                    int next = numbers.size();
                    return Objects.requireNonNullElse(numbers.putIfAbsent(term, next), next);
                })
                .sorted()
                .toArray();
    }

    /** The sentences that say most in at most {@code budget} tokens together. */
    BitSet within(int budget) {
        var chosen = new BitSet();
        double worth = choose(chosen, budget);
        int[] none = new int[total.length];
        for (int i = 0; i < tokens.length; i++) {
            double alone = tokens[i] <= budget ? gain(i, none, 0) : 0;
            if (alone > worth) {
                chosen.clear();
                chosen.set(i);
                worth = alone;
            }
        }
        return chosen;
    }

    /** Chooses by gain per token, and returns what the chosen ones are worth together. */
    private double choose(BitSet chosen, int budget) {
        int[] covered = new int[total.length];
        double[] groups = new double[GROUPS];
        PriorityQueue<Candidate> queue = candidates(covered);
        long counts = COUNTS_A_SENTENCE * (long) queue.size();
        int left = budget;
        double worth = 0;
        while (!queue.isEmpty()) {
            Candidate best = queue.poll();
            int sentence = best.sentence();
            if (tokens[sentence] > left) {
                continue;
            }
            double gain = gain(sentence, covered, groups[group(sentence)]);
            double now = gain / Math.max(1, tokens[sentence]);
            counts--;
            if (counts > 0 && !queue.isEmpty() && now < queue.peek().ratio()) {
                queue.add(new Candidate(sentence, now));
                continue;
            }
            chosen.set(sentence);
            Arrays.stream(terms[sentence]).forEach(term -> covered[term]++);
            groups[group(sentence)] += rewards[sentence];
            left -= tokens[sentence];
            worth += gain;
        }
        return worth;
    }

    private PriorityQueue<Candidate> candidates(int[] covered) {
        var queue = new PriorityQueue<Candidate>();
        Set<String> seen = new HashSet<>();
        for (int i = tokens.length - 1; i >= 0; i--) {
            // What is said again and again counts where it was said last.
            if (seen.add(sentences.get(i).text().strip())) {
                queue.add(new Candidate(i, gain(i, covered, 0) / Math.max(1, tokens[i])));
            }
        }
        return queue;
    }

    /** What {@code sentence} adds to terms that are covered so often, and to what its group has. */
    private double gain(int sentence, int[] covered, double group) {
        int[] own = terms[sentence];
        double gain = 0;
        int from = 0;
        while (from < own.length) {
            int to = from + 1;
            while (to < own.length && own[to] == own[from]) {
                to++;
            }
            int term = own[from];
            gain += cover(term, covered[term] + to - from) - cover(term, covered[term]);
            from = to;
        }
        return COVER * weight * gain + REWARD * (Math.sqrt(group + rewards[sentence]) - Math.sqrt(group));
    }

    private double cover(int term, int count) {
        return worth(total[term]) * Math.min(count, ALPHA * total[term]);
    }

    private static double worth(int count) {
        return 1 / Math.sqrt(count);
    }

    private int group(int sentence) {
        return (int) ((long) sentence * GROUPS / tokens.length);
    }

    /** A sentence and what it gained for each token when it was counted last; the best one first, ties by place. */
    private record Candidate(int sentence, double ratio) implements Comparable<Candidate> {

        @Override
        public int compareTo(Candidate other) {
            int byRatio = Double.compare(other.ratio, ratio);
            return byRatio != 0 ? byRatio : Integer.compare(sentence, other.sentence);
        }
    }
}
