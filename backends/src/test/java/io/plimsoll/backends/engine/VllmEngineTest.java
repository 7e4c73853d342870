package io.plimsoll.backends.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.backends.Cassette;
import io.plimsoll.backends.probe.LoadSample;
import io.plimsoll.backends.probe.LoadSample.PrefixCounters;
import io.plimsoll.backends.probe.PrometheusText;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class VllmEngineTest {

    private final VllmEngine engine = new VllmEngine(InstantSource.fixed(Instant.EPOCH));

    @Test
    void readsRecordedPage() {
        var page = PrometheusText.parse(Cassette.text("vllm-0.32.0/metrics"));

        assertThat(engine.read(page, null))
                .isEqualTo(new LoadSample.Measured(Instant.EPOCH, 0, 0, 0.0, new PrefixCounters(423, 64), 0, 0));
    }

    @Test
    void preemptionSinceTheSampleBeforeMeansSaturated() {
        var before = (LoadSample.Measured) engine.read(page("vllm:num_preemptions_total 0"), null);
        var after = engine.read(PrometheusText.parse(Cassette.text("vllm-0.32.0/metrics-after-load")), before);

        assertThat(after.pressure()).isEqualTo(1);
        assertThat(engine.read(page("vllm:num_preemptions_total 2"), after).pressure())
                .isZero();
    }

    @Test
    void restartedCounterIsNoPreemption() {
        var before = engine.read(page("vllm:num_preemptions_total 9"), null);

        assertThat(engine.read(page("vllm:num_preemptions_total 1"), before).pressure())
                .isZero();
    }

    @Test
    void pressureIsTheWorseOfQueueAndPool() {
        var queue = engine.read(page("vllm:num_requests_waiting 10\nvllm:kv_cache_usage_perc 0.4"), null);
        var pool = engine.read(page("vllm:num_requests_waiting 1\nvllm:kv_cache_usage_perc 1.0"), null);

        assertThat(queue.pressure()).isEqualTo(2);
        assertThat(pool.pressure()).isEqualTo(1.25);
    }

    @Test
    void addsUpDataParallelRanksAndTakesTheFullestPool() {
        var sample = (LoadSample.Measured) engine.read(page("""
                        vllm:num_requests_running{engine="0"} 3
                        vllm:num_requests_running{engine="1"} 4
                        vllm:kv_cache_usage_perc{engine="0"} 0.2
                        vllm:kv_cache_usage_perc{engine="1"} 0.6
                        """), null);

        assertThat(sample.running()).isEqualTo(7);
        assertThat(sample.kvUsage()).isEqualTo(0.6);
    }

    @Test
    void readsCountersWithoutTotalAndTheOldNameOfUsage() {
        var sample = (LoadSample.Measured) engine.read(
                page("vllm:prefix_cache_queries 10\nvllm:prefix_cache_hits 4\nvllm:gpu_cache_usage_perc 0.5"), null);

        assertThat(sample.prefix()).isEqualTo(new PrefixCounters(10, 4));
        assertThat(sample.kvUsage()).isEqualTo(0.5);
    }

    @Test
    void poolLeavesOutTheNullBlock() {
        assertThat(VllmEngine.pool(PrometheusText.parse(Cassette.text("vllm-0.32.0/metrics-after-load"))))
                .isEqualTo(new KvPool(128 * 32, 32));
    }

    @Test
    void poolIsCountedInBlocksWhereTokensAreNotTold() {
        var rank = "vllm:cache_config_info{engine=\"%d\",block_size=\"16\",num_gpu_blocks=\"%s\"} 1\n";

        assertThat(VllmEngine.pool(page(rank.formatted(0, "1001") + rank.formatted(1, "501"))))
                .isEqualTo(new KvPool(1500 * 16, 16));
        assertThat(VllmEngine.pool(page(rank.formatted(0, "None")))).isNull();
        assertThat(VllmEngine.pool(page("other 1"))).isNull();
    }

    private static PrometheusText page(String text) {
        return PrometheusText.parse(text);
    }
}
