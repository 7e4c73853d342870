package io.plimsoll.backends.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.backends.Cassette;
import io.plimsoll.backends.probe.LoadSample;
import io.plimsoll.backends.probe.LoadSample.PrefixCounters;
import io.plimsoll.backends.probe.PrometheusText;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class LlamaCppEngineTest {

    private final LlamaCppEngine engine = new LlamaCppEngine(InstantSource.fixed(Instant.EPOCH));
    private final EngineFacts fourSlots = InferenceEngineContract.factsOfAnIdleServer();

    @Test
    void countsCachedTokensAmongTheLookedUpOnes() {
        var sample = read(Cassette.text("xllamacpp-2026.10.11549/metrics"));

        assertThat(sample.prefix()).isEqualTo(new PrefixCounters(185 + 305, 305));
        assertThat(sample.kvUsage()).isNaN();
    }

    @Test
    void pressureIsTheShareOfBusySlots() {
        assertThat(read("llamacpp:requests_processing 3").pressure()).isEqualTo(0.75);
    }

    @Test
    void deferredRequestMeansSaturated() {
        var sample = read("llamacpp:requests_processing 2\nllamacpp:requests_deferred 1");

        assertThat(sample.waiting()).isEqualTo(1);
        assertThat(sample.pressure()).isEqualTo(1);
    }

    @Test
    void readsRecordedSlots() {
        var slots = JsonMapper.shared().readTree(Cassette.body("xllamacpp-2026.10.11549/slots"));

        assertThat(engine.read(slots).pressure()).isZero();
    }

    private LoadSample.Measured read(String page) {
        return (LoadSample.Measured) engine.read(PrometheusText.parse(page), fourSlots);
    }
}
