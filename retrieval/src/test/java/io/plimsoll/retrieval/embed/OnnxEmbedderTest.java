package io.plimsoll.retrieval.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plimsoll.retrieval.ArchiveListener;
import io.plimsoll.retrieval.embed.EmbeddingInput.Answer;
import io.plimsoll.retrieval.embed.EmbeddingInput.Question;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OnnxEmbedderTest {

    private static final Question CRANE = new Question("Who repaired the crane's brake?");
    private static final Answer ANSWER = new Answer("", "Ingrid repaired the brake of the crane on Monday.");
    private static final Answer PARAPHRASE = new Answer("", "Ingrid mended the brake of the lifting gear.");
    private static final Answer UNRELATED = new Answer("", "Her daughter plays the cello in an orchestra.");

    private static Embedder embedder;

    @BeforeAll
    static void load() {
        embedder = Embedders.onClassPath(ArchiveListener.NONE).orElseThrow();
    }

    @AfterAll
    static void close() {
        embedder.close();
    }

    @Test
    void makesVectorsOfUnitLength() {
        for (var input : List.of(CRANE, PARAPHRASE, new Question(""), new Answer("", "漢字 😀"))) {
            var vector = embedder.embed(input);

            assertThat(vector).hasSize(384).hasSize(embedder.dimensions());
            assertThat(cosine(vector, vector)).isCloseTo(1, within(1e-5));
        }
    }

    @Test
    void putsAnAnswerNearerThanAnUnrelatedText() {
        var question = embedder.embed(CRANE);

        double answer = cosine(question, embedder.embed(ANSWER));
        double paraphrase = cosine(question, embedder.embed(PARAPHRASE));
        double unrelated = cosine(question, embedder.embed(UNRELATED));

        assertThat(answer).isGreaterThan(embedder.relevantCosine()).isGreaterThan(paraphrase);
        assertThat(paraphrase).isGreaterThan(unrelated + 0.03);
        assertThat(unrelated).isLessThan(embedder.relevantCosine());
    }

    @Test
    void tellsQuestionsFromAnswers() {
        String text = "the brake of the crane";

        assertThat(embedder.embed(new Question(text))).isNotEqualTo(embedder.embed(new Answer("", text)));
    }

    @Test
    void givesTheSameTextTheSameVectorOnAnyThread() {
        var alone = embedder.embed(PARAPHRASE);

        var together = IntStream.range(0, 16)
                .parallel()
                .mapToObj(i -> embedder.embed(i % 2 == 0 ? PARAPHRASE : UNRELATED))
                .toList();

        IntStream.iterate(0, i -> i < 16, i -> i + 2)
                .forEach(i -> assertThat(together.get(i)).isEqualTo(alone));
    }

    @Test
    void cutsThePreviousPassageBeforeThePassage() {
        String text = "The anchor chain is forty metres long. ".repeat(20);
        String longer = text + "And one more sentence that does not fit any more. ".repeat(20);

        var alone = embedder.embed(new Answer("", longer));

        assertThat(embedder.embed(new Answer("Something about cellos and orchestras.", longer)))
                .as("no room for what came before")
                .isEqualTo(alone);
        assertThat(embedder.embed(new Answer("Something about cellos and orchestras.", "The anchor chain is long.")))
                .isNotEqualTo(embedder.embed(new Answer("", "The anchor chain is long.")));
    }

    @Test
    void keepsTheEndOfAPreviousPassageThatIsTooLong() {
        String end = "Then the pilot boarded the tanker at the outer buoy.";
        var passage = "He was late.";

        assertThat(embedder.embed(new Answer("Cellos are made of spruce. ".repeat(90) + end.repeat(40), passage)))
                .isEqualTo(embedder.embed(new Answer("Bread is made of rye. ".repeat(90) + end.repeat(40), passage)));
    }

    private static double cosine(float[] left, float[] right) {
        return IntStream.range(0, left.length)
                .mapToDouble(i -> (double) left[i] * right[i])
                .sum();
    }
}
