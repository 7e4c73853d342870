package io.plimsoll.retrieval.embed;

import io.plimsoll.retrieval.rank.TextAnalysis;
import java.util.concurrent.atomic.AtomicInteger;

/** An embedder for tests: each word has a direction of its own, so texts are near if they share words. */
public final class WordEmbedder implements Embedder {

    private static final int DIMENSIONS = 512;

    private final AtomicInteger calls = new AtomicInteger();

    /** How many texts were embedded. */
    public int calls() {
        return calls.get();
    }

    @Override
    public String model() {
        return "words";
    }

    @Override
    public int dimensions() {
        return DIMENSIONS;
    }

    @Override
    public double relevantCosine() {
        return 0.3;
    }

    @Override
    public float[] embed(EmbeddingInput input) {
        calls.incrementAndGet();
        String text = switch (input) {
            case EmbeddingInput.Question(var question) -> question;
            case EmbeddingInput.Answer(var previous, var passage) -> passage;
        };
        var vector = new float[DIMENSIONS];
        vector[0] = 0.01f;
        for (var word : TextAnalysis.terms(text)) {
            vector[1 + Math.floorMod(word.hashCode(), DIMENSIONS - 1)] += 1;
        }
        double norm = 0;
        for (float value : vector) {
            norm += value * value;
        }
        for (int i = 0; i < vector.length; i++) {
            vector[i] /= (float) Math.sqrt(norm);
        }
        return vector;
    }

    @Override
    public void close() {}
}
