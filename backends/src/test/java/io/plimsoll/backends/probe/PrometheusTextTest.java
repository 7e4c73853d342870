package io.plimsoll.backends.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.backends.Cassette;
import org.junit.jupiter.api.Test;

class PrometheusTextTest {

    @Test
    void readsCountersOfRecordedPageWithoutTheirCreationTwins() {
        var page = PrometheusText.parse(Cassette.text("vllm-0.32.0/metrics"));

        assertThat(page.sum("vllm:prefix_cache_queries_total")).hasValue(423);
        assertThat(page.sum("vllm:prefix_cache_queries_created").orElseThrow()).isGreaterThan(1.7e9);
        assertThat(page.sum("vllm:prefix_cache_queries")).isEmpty();
    }

    @Test
    void sumsOverLabelSets() {
        var page = PrometheusText.parse(Cassette.text("vllm-0.32.0/metrics"));

        assertThat(page.samples("vllm:request_success_total")).hasSize(5);
        assertThat(page.sum("vllm:request_success_total")).hasValue(15);
    }

    @Test
    void readsPageWithoutLabels() {
        var page = PrometheusText.parse(Cassette.text("xllamacpp-2026.10.11549/metrics"));

        assertThat(page.sum("llamacpp:prompt_tokens_cached_total")).hasValue(305);
        assertThat(page.samples("llamacpp:prompt_tokens_total"))
                .singleElement()
                .satisfies(sample -> assertThat(sample.labels()).isEmpty());
    }

    @Test
    void readsInfoMetricWithThirtyLabels() {
        var page = PrometheusText.parse(Cassette.text("vllm-0.32.0/metrics"));

        assertThat(page.samples("vllm:cache_config_info"))
                .singleElement()
                .satisfies(info -> assertThat(info.labels())
                        .containsEntry("kv_cache_size_tokens", "16384")
                        .containsEntry("kv_cache_dtype_skip_layers", "[]")
                        .hasSizeGreaterThan(30));
    }

    @Test
    void takesTheFirstNameThatThePageHas() {
        var page = PrometheusText.parse("new_total 1\nold 2\n");

        assertThat(page.sum("new_total", "old")).hasValue(1);
        assertThat(page.sum("gone", "old")).hasValue(2);
        assertThat(page.max("gone", "lost")).isEmpty();
    }

    @Test
    void unescapesLabelValues() {
        var page = PrometheusText.parse("m{a=\"x\\\"y\\\\z\\n}\",b = \"{,=\",} 1");

        assertThat(page.samples("m"))
                .singleElement()
                .satisfies(sample -> assertThat(sample.labels())
                        .containsEntry("a", "x\"y\\z\n}")
                        .containsEntry("b", "{,=")
                        .hasSize(2));
    }

    @Test
    void readsAllNumbersAndIgnoresTimestamps() {
        var page = PrometheusText.parse("a +Inf\nb -Inf 1395066363000\nc NaN\nd 1.7e9\t12\n");

        assertThat(page.sum("a")).hasValue(Double.POSITIVE_INFINITY);
        assertThat(page.sum("b")).hasValue(Double.NEGATIVE_INFINITY);
        assertThat(page.sum("c")).hasValue(Double.NaN);
        assertThat(page.sum("d")).hasValue(1.7e9);
    }

    @Test
    void skipsLinesThatAreNoSamples() {
        var page = PrometheusText.parse("# HELP x y\n\nnonsense\nm{ 1\nm{a=\"b 2\n<html>\nok 3\r\n");

        assertThat(page.samples("ok")).hasSize(1);
        assertThat(page.hasPrefix("nonsense")).isFalse();
        assertThat(page.samples("m")).isEmpty();
    }

    @Test
    void keepsChosenSamplesOnly() {
        var page = PrometheusText.parse("m{rank=\"0\"} 1\nm{rank=\"1\"} 2\nn{rank=\"1\"} 3\n")
                .only(sample -> "0".equals(sample.labels().get("rank")));

        assertThat(page.sum("m")).hasValue(1);
        assertThat(page.hasPrefix("n")).isFalse();
    }
}
