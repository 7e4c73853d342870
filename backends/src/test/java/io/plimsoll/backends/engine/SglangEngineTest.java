package io.plimsoll.backends.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.backends.probe.LoadSample;
import io.plimsoll.backends.probe.LoadSample.PrefixCounters;
import io.plimsoll.backends.probe.PrometheusText;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class SglangEngineTest {

    private final SglangEngine engine = new SglangEngine(InstantSource.fixed(Instant.EPOCH));
    private final ObjectNode silent = JsonNodeFactory.instance.objectNode();

    @Test
    void countsTensorParallelRanksOnce() {
        var sample = (LoadSample.Measured) engine.read(PrometheusText.parse(SglangPages.SINCE_0_5_11), null);

        assertThat(sample.running()).isEqualTo(3);
        assertThat(sample.waiting()).isEqualTo(2);
        assertThat(sample.kvUsage()).isEqualTo(0.4);
        assertThat(sample.preemptions()).isEqualTo(7);
        assertThat(sample.prefix()).isEqualTo(new PrefixCounters(1000, 400));
        assertThat(sample.pressure()).isEqualTo(0.5);
    }

    @Test
    void readsPoolFromGaugesFromLabelsAndFromServerInfo() {
        assertThat(SglangEngine.pool(PrometheusText.parse(SglangPages.SINCE_0_5_11), silent))
                .isEqualTo(new KvPool(65536, 64));
        assertThat(SglangEngine.pool(PrometheusText.parse(SglangPages.WITH_PAGES_AS_LABELS), silent))
                .isEqualTo(new KvPool(8192, 16));
        assertThat(SglangEngine.pool(
                        PrometheusText.parse(""),
                        JsonNodeFactory.instance.objectNode().put("max_total_num_tokens", 1000)))
                .isEqualTo(new KvPool(1000, 1));
        assertThat(SglangEngine.pool(PrometheusText.parse(""), silent)).isNull();
    }

    @Test
    void readsTheUnderscoreNamesOf0_5_4() {
        var page = PrometheusText.parse(SglangPages.WITH_UNDERSCORES);

        assertThat(engine.read(page, null).pressure()).isEqualTo(2);
        assertThat(SglangEngine.pool(page, silent)).isEqualTo(new KvPool(4096, 1));
    }

    @Test
    void retractionMeansSaturated() {
        var before = engine.read(PrometheusText.parse(SglangPages.SINCE_0_5_11), null);
        var after = engine.read(
                PrometheusText.parse("sglang:num_retracted_requests_total{tp_rank=\"0\"} 8\nsglang:token_usage 0.1"),
                before);

        assertThat(after.pressure()).isEqualTo(1);
    }
}
