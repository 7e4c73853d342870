package io.plimsoll.retrieval.embed;

/** Turns texts into vectors. Thread-safe; the vector is a function of the input alone. */
public interface Embedder extends AutoCloseable {

    /** Names the vector space, in letters, digits and dashes: vectors of different models are never compared. */
    String model();

    /** How many components a vector has. */
    int dimensions();

    /**
     * From which cosine on this model means that a passage is about a question. Models differ: some give unrelated texts
     * 0.1, others 0.75.
     */
    double relevantCosine();

    /**
     * The vector of a text, with a Euclidean norm of 1. Blocks for the computation, 5 to 50 ms of CPU for a small model.
     *
     * @throws EmbeddingException if the model fails
     */
    float[] embed(EmbeddingInput input);

    /** Frees native memory. No call may be in progress. */
    @Override
    void close();
}
