package io.plimsoll.retrieval.embed;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.retrieval.Degradation;
import io.plimsoll.retrieval.RecordingListener;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EmbeddersTest {

    private final RecordingListener listener = new RecordingListener();

    @Test
    void findsNoModelWhereThereIsNone() {
        var found = Embedders.onClassPath(OnnxEmbedder.Model.E5_SMALL_V2, resources(null), listener);

        assertThat(found).isEmpty();
        assertThat(listener.degradations()).containsExactly(Degradation.EMBEDDER_MISSING);
        assertThat(listener.messages().getFirst()).contains("e5-small-v2-q.onnx");
    }

    @Test
    void goesWithoutAModelThatDoesNotLoad() {
        var found =
                Embedders.onClassPath(OnnxEmbedder.Model.E5_SMALL_V2, resources("{\"not\": \"a model\"}"), listener);

        assertThat(found).isEmpty();
        assertThat(listener.degradations()).containsExactly(Degradation.EMBEDDER_MISSING);
        assertThat(listener.messages().getFirst()).contains("does not load");
    }

    private static ClassLoader resources(@Nullable String content) {
        return new ClassLoader(null) {
            @Override
            public @Nullable InputStream getResourceAsStream(String name) {
                return content == null ? null : new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8));
            }
        };
    }
}
