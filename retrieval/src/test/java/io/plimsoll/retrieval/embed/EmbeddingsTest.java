package io.plimsoll.retrieval.embed;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.retrieval.embed.EmbeddingInput.Answer;
import io.plimsoll.retrieval.embed.EmbeddingInput.Question;
import io.plimsoll.retrieval.embed.Embeddings.Outcome;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EmbeddingsTest {

    private static final List<EmbeddingInput> INPUTS =
            List.of(new Question("where is the anchor"), new Answer("", "the anchor is aft"), new Answer("x", "y"));

    private final WordEmbedder embedder = new WordEmbedder();
    private final Embeddings embeddings = new Embeddings(embedder);

    @AfterEach
    void close() {
        embeddings.close();
    }

    @Test
    void givesVectorsInTheOrderAskedFor() {
        var outcome = embeddings.embedAll(INPUTS, Duration.ofSeconds(20));

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Ready.class, ready -> {
            for (int i = 0; i < INPUTS.size(); i++) {
                assertThat(ready.vectors().get(i)).isEqualTo(embedder.embed(INPUTS.get(i)));
            }
        });
    }

    @Test
    void embedsTheSameContentOnce() {
        embeddings.embed(new Answer("before", "text"));
        embeddings.embed(new Answer("before", "text"));
        embeddings.embed(new Answer("bef", "oretext"));

        assertThat(embedder.calls()).isEqualTo(2);
    }

    @Test
    void needsNoTimeForWhatItRemembers() {
        INPUTS.forEach(embeddings::embed);

        assertThat(embeddings.embedAll(INPUTS, Duration.ZERO)).isInstanceOf(Outcome.Ready.class);
    }

    @Test
    void forgetsWhatItIsToldToForget() {
        embeddings.embed(INPUTS.getFirst());
        embeddings.forgetAll();
        embeddings.embed(INPUTS.getFirst());

        assertThat(embedder.calls()).isEqualTo(2);
    }

    @Test
    void isLateOnceClosed() {
        embeddings.close();

        assertThat(embeddings.embedAll(INPUTS, Duration.ofSeconds(20))).isEqualTo(new Outcome.Late());
    }
}
