package io.plimsoll.retrieval.embed;

import java.util.Objects;

/** What is embedded. Closed, since retrieval models are trained on exactly two sides: questions and passages. */
public sealed interface EmbeddingInput {

    /** What someone asks. */
    record Question(String text) implements EmbeddingInput {
        public Question {
            Objects.requireNonNull(text, "text");
        }
    }

    /**
     * What may answer it.
     *
     * @param previous the passage before it, which says what it talks about; empty if none. Cut first where both are too
     *     long for the model
     * @param text the passage
     */
    record Answer(String previous, String text) implements EmbeddingInput {
        public Answer {
            Objects.requireNonNull(previous, "previous");
            Objects.requireNonNull(text, "text");
        }
    }
}
