package io.plimsoll.backends.engine;

import static io.plimsoll.backends.FakeEngine.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.backends.Cassette;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VllmEngineContractIT extends InferenceEngineContract {

    @Override
    EngineKind kind() {
        return EngineKind.VLLM;
    }

    @Override
    Map<String, Cassette> answers() {
        return Map.of(
                "GET /v1/models", Cassette.recorded("vllm-0.32.0/models"),
                "GET /version", Cassette.recorded("vllm-0.32.0/version"),
                "GET /health", Cassette.recorded("vllm-0.32.0/health"),
                "GET /metrics", Cassette.recorded("vllm-0.32.0/metrics"),
                "GET /server_info", Cassette.recorded("vllm-0.32.0/server-info"),
                "POST /tokenize", Cassette.recorded("vllm-0.32.0/tokenize"));
    }

    @Override
    String model() {
        return "smollm2-135m";
    }

    @Override
    Integer windowTokens() {
        return 4096;
    }

    @Override
    KvPool pool() {
        return new KvPool(511 * 32, 32);
    }

    @Test
    void tellsVersion() {
        assertThat(discovered().version()).isEqualTo("0.32.0");
    }

    @Test
    void isRecognisedByMetricsWhereModelsHaveAnotherOwner() {
        server.answer("GET /v1/models", Cassette.written(200, "{\"data\":[{\"id\":\"m\",\"owned_by\":\"us\"}]}"));

        assertThat(await(engine.recognises(probe))).isTrue();
    }

    @Test
    void countsConversationByPassingItOnVerbatim() {
        server.answer("POST /tokenize", Cassette.recorded("vllm-0.32.0/tokenize-messages"));
        var messages = "[{\"role\":\"user\",  \"content\":1e2}]";

        int count = await(engine.countTokens(probe, new CountRequest.Chat(model(), messages, "[{\"x\":1}]")));

        assertThat(count).isEqualTo(25);
        assertThat(server.seen().getLast().body())
                .isEqualTo("{\"model\":\"smollm2-135m\",\"messages\":" + messages + ",\"tools\":[{\"x\":1}]}");
    }

    @Test
    void staysAliveWithoutMetrics() {
        server.answer("GET /metrics", Cassette.written(200, "# nothing here\n"));

        assertThat(await(engine.probe(probe, discovered(), null)).pressure()).isZero();
    }
}
