package io.plimsoll.retrieval.rank;

import java.util.Arrays;

/**
 * Whether a session holds anything that a question is about. Passages that answer nothing cost the model tokens and
 * attention, so below these thresholds none is brought back.
 *
 * <p>Measured: share of questions that pass, with vectors / by words alone. 1,018 LoCoMo questions put to their own
 * conversation 98.3 / 97.4 %; put to another conversation of the same kind 25.9 / 43.2; put to a coding session 1.2 / 10.5;
 * the 88 user messages of that coding session put to it 100 / 92, put to LoCoMo conversations 14.5 / 15.2. What passes wrongly
 * are mostly words that both sides share; what is stopped wrongly are questions whose answer shares no word with them.
 */
final class Relevance {

    /**
     * The least share of a question's words, by idf, that one passage must hold. A word that no passage holds weighs as much
     * as the rarest.
     */
    private static final double MIN_SHARE = 0.25;

    /** The least idf that one passage must hold of a question's words, in units of ln(1 + passages): that of a rare word. */
    private static final double MIN_RARITY = 0.7;

    /** The same where vectors say no. */
    private static final double MIN_SHARE_AGAINST_VECTORS = 0.3;

    private static final double MIN_RARITY_AGAINST_VECTORS = 1.6;

    private final SessionPassages session;
    private final Scoring scoring;
    private final Question question;
    private final int[] candidates;

    Relevance(SessionPassages session, Scoring scoring, Question question, int[] candidates) {
        this.session = session;
        this.scoring = scoring;
        this.question = question;
        this.candidates = candidates;
    }

    boolean byWords() {
        return namesExactly() || sharesWords(MIN_SHARE, MIN_RARITY);
    }

    /**
     * With vectors.
     *
     * @param cosines of the candidates
     * @param relevantCosine from which on the model means it
     */
    boolean byWordsAndVectors(double[] cosines, double relevantCosine) {
        return namesExactly()
                || Arrays.stream(cosines).anyMatch(cosine -> cosine >= relevantCosine)
                || sharesWords(MIN_SHARE_AGAINST_VECTORS, MIN_RARITY_AGAINST_VECTORS);
    }

    private boolean namesExactly() {
        return Arrays.stream(candidates).anyMatch(i -> scoring.identifier(i) > 0);
    }

    private boolean sharesWords(double minShare, double minRarity) {
        var words = session.words();
        double asked = question.terms().stream()
                .mapToDouble(term -> words.idf(words.documentFrequency(term)))
                .sum();
        double heard = Arrays.stream(candidates)
                .mapToDouble(i -> scoring.match().heard()[i])
                .max()
                .orElse(0);
        return heard > 0 && heard >= minShare * asked && heard >= minRarity * Math.log(1 + session.size());
    }
}
