package io.plimsoll.retrieval.rank;

import java.util.Arrays;

/**
 * Whether a session holds anything that a question is about. Passages that answer nothing cost the model tokens and
 * attention, so below these thresholds none is brought back.
 *
 * <p>Measured: share of questions that pass, with vectors / by words alone. 1,018 LoCoMo questions put to their own
 * conversation 99.1 / 97.4 %; put to another conversation of the same kind 35.2 / 43.2; put to a coding session 2.0 / 10.5;
 * the 88 user messages of that coding session put to it 100 / 92.0, put to LoCoMo conversations 21.1 / 15.2. The thresholds
 * lean towards passing, since a passage too many costs tokens and one too few an answer.
 */
final class Relevance {

    /**
     * The least share of a question's words, by rarity, that one passage must hold. A word that no passage holds weighs as much
     * as the rarest.
     */
    private static final double MIN_SHARE = 0.25;

    /** The least rarity that one passage must hold of a question's words, in units of that of a word said once. */
    private static final double MIN_RARITY = 0.7;

    /** The same where vectors say no. */
    private static final double MIN_SHARE_AGAINST_VECTORS = 0.3;

    private static final double MIN_RARITY_AGAINST_VECTORS = 1.3;

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
                || hasWords() && Arrays.stream(cosines).anyMatch(cosine -> cosine >= relevantCosine)
                || sharesWords(MIN_SHARE_AGAINST_VECTORS, MIN_RARITY_AGAINST_VECTORS);
    }

    /** Without any, a question is near to all that says as little: thumbs up, punctuation, noise. */
    private boolean hasWords() {
        return !question.terms().isEmpty();
    }

    private boolean namesExactly() {
        return Arrays.stream(candidates).anyMatch(i -> scoring.identifier(i) > 0);
    }

    private boolean sharesWords(double minShare, double minRarity) {
        var words = session.words();
        double asked = question.terms().stream()
                .mapToDouble(term -> words.rarity(words.documentFrequency(term)))
                .sum();
        double heard = Arrays.stream(candidates)
                .mapToDouble(i -> scoring.match().heard()[i])
                .max()
                .orElse(0);
        return heard > 0 && heard >= minShare * asked && heard >= minRarity * words.mostRarity();
    }
}
