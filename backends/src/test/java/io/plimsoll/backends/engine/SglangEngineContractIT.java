package io.plimsoll.backends.engine;

import static io.plimsoll.backends.FakeEngine.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.backends.Cassette;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Against hand-written answers: there was no SGLang to record. */
class SglangEngineContractIT extends InferenceEngineContract {

    @Override
    EngineKind kind() {
        return EngineKind.SGLANG;
    }

    @Override
    Map<String, Cassette> answers() {
        return Map.of(
                "GET /v1/models",
                Cassette.written(
                        200,
                        "{\"object\":\"list\",\"data\":[{\"id\":\"qwen\",\"object\":\"model\",\"owned_by\":\"sglang\",\"root\":\"qwen\",\"max_model_len\":32768}]}"),
                "GET /get_model_info",
                Cassette.written(
                        200,
                        "{\"model_path\":\"/models/qwen\",\"tokenizer_path\":\"/models/qwen\",\"is_generation\":true}"),
                "GET /get_server_info",
                Cassette.written(200, "{\"version\":\"0.5.4\",\"max_running_requests\":64,\"context_length\":32768}"),
                "GET /health",
                Cassette.written(200, ""),
                "GET /metrics",
                Cassette.written(200, SglangPages.SINCE_0_5_11),
                "POST /tokenize",
                Cassette.written(200, "{\"tokens\":[1,2,3,4,5,6],\"count\":6,\"max_model_len\":32768}"));
    }

    @Override
    String model() {
        return "qwen";
    }

    @Override
    Integer windowTokens() {
        return 32768;
    }

    @Override
    KvPool pool() {
        return new KvPool(65536, 64);
    }

    @Test
    void readsServerInfoUnderItsOldName() {
        assertThat(discovered().version()).isEqualTo("0.5.4");
        assertThat(discovered().slots()).isEqualTo(64);
    }

    @Test
    void isRecognisedByMetricsAlone() {
        server.answer("GET /get_model_info", Cassette.written(404, ""));

        assertThat(await(engine.recognises(probe))).isTrue();
    }

    @Test
    void isAliveWithoutMetrics() {
        server.answer("GET /metrics", Cassette.written(404, ""));

        assertThat(await(engine.probe(probe, discovered(), null)).pressure()).isZero();
    }

    @Test
    void refusesToCountConversations() {
        var chat = new CountRequest.Chat(model(), "[]", null);

        assertThatThrownBy(() -> await(engine.countTokens(probe, chat)))
                .isInstanceOf(UnsupportedOperationException.class);
    }
}
