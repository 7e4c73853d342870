package io.plimsoll.retrieval.rank;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One question put to one session: its candidates, and the scores with or without vectors. Not thread-safe. */
final class Asked {

    /**
     * So many passages, the best by words, are compared by vectors too. Of the LoCoMo evidence that fits 1,000 / 2,000
     * tokens, 24 find 88.7 / 91.2 %, 64 find 90.5 / 92.5, 100 find 90.5 / 93.1, all find 90.2 / 93.7 (before thresholds and
     * near-duplicates, which cost 0.7). More candidates mean more vectors to be waited for where a session was archived a
     * moment ago (14 ms of CPU each).
     */
    static final int CANDIDATES = 64;

    private final SessionPassages session;
    private final Question question;
    private final Scoring scoring;
    private final double[] lexical;
    private final int[] candidates;

    Asked(SessionPassages session, Question question, BitSet eligible) {
        this.session = session;
        this.question = question;
        this.scoring = new Scoring(session, question);
        this.lexical = scoring.lexical();
        this.candidates = best(lexical, eligible, CANDIDATES);
    }

    Question question() {
        return question;
    }

    /** Whether a passage holds a name that the question writes out. */
    boolean names(int index) {
        return scoring.identifier(index) > 0;
    }

    /** Indexes into the session, best first. */
    int[] candidates() {
        return candidates;
    }

    /** Scores by words alone, null if nothing is relevant enough. */
    double @Nullable [] byWords() {
        return relevance().byWords() ? lexical : null;
    }

    /**
     * Scores by words and vectors, null if nothing is relevant enough. All candidates' vectors must be known.
     *
     * @param vector the question's
     * @param relevantCosine see {@link io.plimsoll.retrieval.embed.Embedder#relevantCosine}
     */
    double @Nullable [] byWordsAndVectors(float[] vector, double relevantCosine) {
        var cosines = Arrays.stream(candidates)
                .mapToDouble(i -> cosine(vector, session.vector(i).orElseThrow()))
                .toArray();
        if (!relevance().byWordsAndVectors(cosines, relevantCosine)) {
            return null;
        }
        var dense = new double[session.size()];
        double mean = Arrays.stream(cosines).average().orElse(0);
        double variance = Arrays.stream(cosines)
                .map(c -> (c - mean) * (c - mean))
                .average()
                .orElse(0);
        for (int c = 0; c < candidates.length && variance > 0; c++) {
            dense[candidates[c]] = (cosines[c] - mean) / Math.sqrt(variance);
        }
        return scoring.hybrid(dense);
    }

    private Relevance relevance() {
        return new Relevance(session, scoring, question, candidates);
    }

    /** The eligible passages by falling score, the earlier first among equals. */
    static int[] best(double[] scores, BitSet eligible, int limit) {
        return eligible.stream()
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -scores[i]).thenComparing(Comparator.naturalOrder()))
                .limit(limit)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** Both vectors have length 1. */
    private static double cosine(float[] left, float[] right) {
        return IntStream.range(0, left.length)
                .mapToDouble(i -> (double) left[i] * right[i])
                .sum();
    }
}
