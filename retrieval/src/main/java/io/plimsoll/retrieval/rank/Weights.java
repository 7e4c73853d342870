package io.plimsoll.retrieval.rank;

/**
 * How much each signal counts in a passage's score.
 *
 * <p>Rounded from a listwise fit (softmax over the turns of a question, target spread evenly over its evidence turns, L2
 * 1e-3) on five conversations of LoCoMo (Maharana et al., "Evaluating Very Long-Term Conversational Memory of LLM Agents",
 * 2024), 1,014 questions. The sums are flat: fitted on one conversation they lose nothing on the others, and no weight
 * moves by more than a fifth between folds.
 *
 * @param around BM25 of the passage with its neighbours, 0..1
 * @param text BM25 of the passage, 0..1
 * @param dense cosine, in standard deviations above the mean
 * @param local how much the stretch around the passage talks about the matter
 * @param date the question names the passage's month (1), day too (2), year only (0.5)
 * @param asks the passage ends with a question
 * @param answers the message before it held a question
 * @param temporal the passage holds a word of time (1), and the question asks when (2)
 * @param speaker the question is about what this speaker said (1), or another one (-1)
 * @param length natural logarithm of the passage's tokens
 * @param identifier share of the question's exact names that the passage holds, 0..1, each counted by its rarity. Not
 *     fitted: conversations between two people name hardly anything exactly
 * @param localAround weight of {@code around} inside {@code local}
 * @param localText weight of {@code text} inside {@code local}
 * @param localDense weight of {@code dense} inside {@code local}
 */
record Weights(
        double around,
        double text,
        double dense,
        double local,
        double date,
        double asks,
        double answers,
        double temporal,
        double speaker,
        double length,
        double identifier,
        double localAround,
        double localText,
        double localDense) {

    /** With embeddings. */
    static final Weights HYBRID = new Weights(2.0, 1.3, 0.75, 2.4, 3.4, -0.8, 0.7, 0.7, 0.5, 1.0, 2.0, 3.9, 0.9, 1.3);

    /** Without embeddings: a fit of its own. The hybrid sum with its dense terms left out loses another point. */
    static final Weights LEXICAL = new Weights(3.7, 2.0, 0, 3.6, 3.6, -0.8, 0.9, 0.6, 0.5, 0.85, 2.0, 3.9, 0.9, 0);
}
