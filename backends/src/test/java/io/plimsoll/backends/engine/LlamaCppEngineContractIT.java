package io.plimsoll.backends.engine;

import static io.plimsoll.backends.FakeEngine.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.backends.Cassette;
import io.plimsoll.backends.probe.LoadSample;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LlamaCppEngineContractIT extends InferenceEngineContract {

    @Override
    EngineKind kind() {
        return EngineKind.LLAMA_CPP;
    }

    @Override
    Map<String, Cassette> answers() {
        return Map.of(
                "GET /v1/models", Cassette.recorded("xllamacpp-2026.10.11549/models"),
                "GET /props", Cassette.recorded("xllamacpp-2026.10.11549/props"),
                "GET /health", Cassette.written(200, "{\"status\":\"ok\"}"),
                "GET /metrics", Cassette.recorded("xllamacpp-2026.10.11549/metrics"),
                "GET /slots", Cassette.recorded("xllamacpp-2026.10.11549/slots"),
                "POST /apply-template", Cassette.recorded("xllamacpp-2026.10.11549/apply-template"),
                "POST /tokenize", Cassette.recorded("xllamacpp-2026.10.11549/tokenize"));
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
        return new KvPool(4 * 4096, 1);
    }

    @Test
    void makesNoVersionOutOfAnUnknownBuild() {
        assertThat(discovered().version()).isNull();
        assertThat(discovered().slots()).isEqualTo(4);
    }

    @Test
    void scrapesAtMostEveryTwoSeconds() {
        assertThat(engine.shortestProbeInterval()).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void takesSilenceOfItsLoopForLoad() {
        server.silence("GET /metrics", "GET /slots");

        var sample = await(engine.probe(probe.within(Duration.ofMillis(200)), factsOfAnIdleServer(), null));

        assertThat(sample).isEqualTo(new LoadSample.Busy(CLOCK.instant()));
        assertThat(sample.pressure()).isEqualTo(1);
    }

    @Test
    void countsBusySlotsWhereMetricsAreOff() {
        server.answer(
                "GET /metrics", Cassette.written(501, "{\"error\":{\"code\":501,\"type\":\"not_supported_error\"}}"));
        server.answer("GET /slots", Cassette.written(200, "[{\"is_processing\":true},{\"is_processing\":false}]"));

        assertThat(measured().running()).isEqualTo(1);
        assertThat(measured().pressure()).isEqualTo(0.5);
    }

    @Test
    void isAliveWhereMetricsAndSlotsAreOff() {
        server.answer("GET /metrics", Cassette.written(404, ""));
        server.answer("GET /slots", Cassette.written(501, ""));

        assertThat(await(engine.probe(probe, discovered(), null))).isEqualTo(new LoadSample.Unmetered(CLOCK.instant()));
    }

    @Test
    void probeFailsWhileTheModelLoads() {
        server.answerEverything(Cassette.written(503, "{\"error\":{\"message\":\"Loading model\",\"code\":503}}"));

        assertThatThrownBy(() -> await(engine.probe(probe, factsOfAnIdleServer(), null)))
                .isInstanceOf(EngineNotReadyException.class)
                .hasMessage("Loading model");
    }

    @Test
    void countsConversationAsItsTemplateWritesIt() {
        int count = await(engine.countTokens(probe, new CountRequest.Chat(model(), "[]", null)));

        assertThat(count).isEqualTo(6);
        assertThat(server.seen().getLast().body())
                .contains(
                        "<|im_start|>system\\nYou are terse.<|im_end|>",
                        "\"add_special\":true",
                        "\"parse_special\":true");
    }
}
