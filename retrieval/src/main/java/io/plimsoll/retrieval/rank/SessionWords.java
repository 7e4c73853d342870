package io.plimsoll.retrieval.rank;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The words of one session's passages, for BM25 with this session's own document frequencies and mean length, over each
 * passage and over each passage with its neighbours. Immutable.
 */
/*
 * Why not a Lucene index in memory: the field of a passage with its neighbours is the sum of up to five passages' term
 * counts. Adding counts needs one analysis of each passage where an index would need six, no second set of postings, and
 * keeps lengths exact where Lucene rounds them to a byte.
 *
 * BM25 as in Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), with Lucene's
 * idf = ln(1 + (N - df + 0.5) / (df + 0.5)). The factor k1 + 1 is left out: scores are divided by the best one.
 */
final class SessionWords {

    private static final double K1 = 1.2;
    private static final double B = 0.75;

    /** As many terms as a question may have; of a longer one the rarest count. */
    private static final int MAX_TERMS = 64;

    /** Below so many passages, rarity is taken from what words are like elsewhere. */
    private static final int LEAST_POPULATION = 100;

    private final int passages;
    private final Map<String, Postings> postings = new HashMap<>();
    private final int[] firstNeighbour;
    private final int[] lastNeighbour;
    private final double[] norms;
    private final double[] neighbourNorms;

    /**
     * @param terms the words of each passage
     * @param firstNeighbour the first passage that counts as around each
     * @param lastNeighbour the last one
     */
    SessionWords(List<List<String>> terms, int[] firstNeighbour, int[] lastNeighbour) {
        this.passages = terms.size();
        this.firstNeighbour = firstNeighbour;
        this.lastNeighbour = lastNeighbour;
        var lengths = new int[passages];
        for (int i = 0; i < passages; i++) {
            lengths[i] = terms.get(i).size();
            for (var term : terms.get(i)) {
                postings.computeIfAbsent(term, t -> new Postings()).add(i);
            }
        }
        var neighbourLengths = new int[passages];
        for (int i = 0; i < passages; i++) {
            for (int j = firstNeighbour[i]; j <= lastNeighbour[i]; j++) {
                neighbourLengths[i] += lengths[j];
            }
        }
        this.norms = norms(lengths);
        this.neighbourNorms = norms(neighbourLengths);
    }

    /** How much a question's words say about each passage. */
    Match match(Collection<String> terms) {
        var text = new double[passages];
        var around = new double[passages];
        var heard = new double[passages];
        var present = rarest(terms);
        var counts = new int[passages];
        for (var term : present) {
            double idf = idf(term.size);
            Arrays.fill(counts, 0);
            for (int p = 0; p < term.size; p++) {
                int passage = term.passages[p];
                double frequency = term.frequencies[p];
                text[passage] += idf * frequency / (frequency + norms[passage]);
                heard[passage] += rarity(term.size);
                for (int i = firstNeighbour[passage]; i <= lastNeighbour[passage]; i++) {
                    counts[i] += term.frequencies[p];
                }
            }
            addAround(counts, around);
        }
        return new Match(dividedByBest(text), dividedByBest(around), heard);
    }

    /** The weight of a word that so many passages hold. */
    double idf(int documentFrequency) {
        return idf(documentFrequency, passages);
    }

    /**
     * The same in a session of a hundred passages at least: a word that both passages of a short session hold is not thereby
     * a common one.
     */
    double rarity(int documentFrequency) {
        return idf(documentFrequency, population());
    }

    /** The rarity of a word that one passage in as many as count holds, about. */
    double mostRarity() {
        return Math.log(1 + population());
    }

    /** How many passages hold a word. */
    int documentFrequency(String term) {
        var found = postings.get(term);
        return found == null ? 0 : found.size;
    }

    private int population() {
        return Math.max(passages, LEAST_POPULATION);
    }

    private static double idf(int documentFrequency, int population) {
        return Math.log(1 + (population - documentFrequency + 0.5) / (documentFrequency + 0.5));
    }

    private void addAround(int[] counts, double[] around) {
        int holders = 0;
        for (int count : counts) {
            holders += count > 0 ? 1 : 0;
        }
        double idf = idf(holders);
        for (int i = 0; i < passages; i++) {
            if (counts[i] > 0) {
                around[i] += idf * counts[i] / (counts[i] + neighbourNorms[i]);
            }
        }
    }

    private List<Postings> rarest(Collection<String> terms) {
        var present = new ArrayList<Postings>();
        for (var term : terms) {
            var found = postings.get(term);
            if (found != null) {
                present.add(found);
            }
        }
        if (present.size() <= MAX_TERMS) {
            return present;
        }
        present.sort((left, right) -> Integer.compare(left.size, right.size));
        return present.subList(0, MAX_TERMS);
    }

    private static double[] norms(int[] lengths) {
        double mean = Math.max(1, Arrays.stream(lengths).average().orElse(1));
        return Arrays.stream(lengths)
                .mapToDouble(length -> K1 * (1 - B + B * length / mean))
                .toArray();
    }

    private static double[] dividedByBest(double[] scores) {
        double best = Arrays.stream(scores).max().orElse(0);
        if (best > 0) {
            for (int i = 0; i < scores.length; i++) {
                scores[i] /= best;
            }
        }
        return scores;
    }

    /**
     * What a question's words say, one value a passage.
     *
     * @param text BM25 of the passage, divided by the best one; 0 to 1
     * @param around BM25 of the passage with its neighbours, divided by the best one; 0 to 1
     * @param heard the summed rarity of those words of the question that the passage holds
     */
    record Match(double[] text, double[] around, double[] heard) {}

    private static final class Postings {
        private int[] passages = new int[2];
        private int[] frequencies = new int[2];
        private int size;

        void add(int passage) {
            if (size > 0 && passages[size - 1] == passage) {
                frequencies[size - 1]++;
                return;
            }
            if (size == passages.length) {
                passages = Arrays.copyOf(passages, size * 2);
                frequencies = Arrays.copyOf(frequencies, size * 2);
            }
            passages[size] = passage;
            frequencies[size++] = 1;
        }
    }
}
