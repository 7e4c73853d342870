package io.plimsoll.backends;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.backends.engine.EngineKind;
import io.plimsoll.backends.engine.KvPool;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BackendSpecTest {

    @ParameterizedTest
    @CsvSource({
        "http://gpu:8000, http://gpu:8000",
        "http://gpu:8000/, http://gpu:8000",
        "http://gpu:8000/v1, http://gpu:8000",
        "https://gpu/llm/v1/, https://gpu/llm"
    })
    void dropsWhatClientsPathsBringAgain(URI given, URI root) {
        assertThat(BackendSpec.of("a", given).url()).isEqualTo(root);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpu:8000", "ftp://gpu", "http:///x", "/v1", "http://gpu?x=1", "http://user:secret@gpu"})
    void refusesUrlThatIsNoServersRoot(URI url) {
        assertThatThrownBy(() -> BackendSpec.of("a", url))
                .hasMessageContaining("backend 'a': url: ")
                .hasMessageNotContaining("secret");
    }

    @Test
    void keepsTheKeyToItself() {
        var spec = new BackendSpec("a", URI.create("http://gpu"), EngineKind.VLLM, "sk-secret", null, null);

        assertThat(spec.toString()).doesNotContain("sk-secret");
    }

    @Test
    void operatorsPoolTakesTheServersBlocksWhereItNamesNone() {
        assertThat(new PoolOverride(1000, null).over(new KvPool(64, 16))).isEqualTo(new KvPool(1000, 16));
        assertThat(new PoolOverride(1000, null).over(null)).isEqualTo(new KvPool(1000, 1));
        assertThat(new PoolOverride(1000, 32).over(new KvPool(64, 16))).isEqualTo(new KvPool(1000, 32));
    }

    @Test
    void refusesLimitsBelowOne() {
        assertThatThrownBy(() -> new PoolOverride(0, null)).hasMessage("pool: tokens: 0 (expected: >= 1)");
        assertThatThrownBy(() -> new BackendSpec("a", URI.create("http://gpu"), EngineKind.AUTO, null, null, 0))
                .hasMessage("backend 'a': maxInFlight: 0 (expected: >= 1)");
    }
}
