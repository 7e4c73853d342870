package io.plimsoll.gateway.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.plimsoll.backends.BackendSpec;
import io.plimsoll.backends.Backends;
import io.plimsoll.backends.FleetSettings;
import io.plimsoll.backends.resilience.BackendFailure;
import io.plimsoll.budget.config.PolicyFiles;
import io.plimsoll.budget.ledger.KvLedger;
import io.plimsoll.budget.ledger.LedgerListener;
import io.plimsoll.gateway.metrics.ArchiveMeters;
import io.plimsoll.gateway.metrics.FleetMeters;
import io.plimsoll.gateway.metrics.GatewayMeters;
import io.plimsoll.gateway.metrics.ViewMeters;
import io.plimsoll.gateway.pipeline.PoolLearner;
import io.plimsoll.gateway.session.Explanation.Decision;
import io.plimsoll.gateway.session.Lanes;
import io.plimsoll.gateway.views.ViewStoreListener;
import io.plimsoll.retrieval.Degradation;
import io.plimsoll.retrieval.RecallResult;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MetricsPageTest {

    private static final Pattern METER_NAME = Pattern.compile("\"((?:plimsoll|gen_ai\\.server)\\.[a-z_.]+)\"");
    private static final Pattern METRIC = Pattern.compile("`((?:plimsoll|gen_ai)_[a-z_]+)[`{]");

    @Test
    void committedPageListsWhatTheMetersShow() throws Exception {
        MetricsTable shown = MetricsTable.ofScrape(scrapeOfAllMeters());
        Path page = Repository.resolve(MetricsTable.PAGE);
        if (Boolean.getBoolean("plimsoll.writeDocs")) {
            Files.createDirectories(page.getParent());
            Files.writeString(page, shown.page());
        }

        assertThat(page)
                .as("write it anew with -Dtest=MetricsPageTest -Dplimsoll.writeDocs=true")
                .hasContent(shown.page());
        assertThat(shown.rows()).allSatisfy(row -> assertThat(row.meaning()).isNotBlank());
    }

    @Test
    void pageListsEveryMeterInTheCode() {
        Set<String> listed =
                MetricsTable.parse(MarkdownPage.read(MetricsTable.PAGE)).names();

        Path meters = Repository.resolve("gateway/src/main/java/io/plimsoll/gateway/metrics");
        assertThat(Repository.walk(meters, 1)
                        .flatMap(file ->
                                METER_NAME.matcher(Repository.read(file)).results())
                        .map(name -> name.group(1).replace('.', '_')))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(listed).anyMatch(metric -> metric.startsWith(name)));
    }

    @Test
    void otherPagesNameOnlyMetricsThatExist() {
        Set<String> listed =
                MetricsTable.parse(MarkdownPage.read(MetricsTable.PAGE)).names();

        assertThat(Repository.pages().stream()
                        .filter(page -> !Repository.nameOf(page).equals(MetricsTable.PAGE))
                        .flatMap(MetricsPageTest::metricsNamedIn))
                .isNotEmpty()
                .allSatisfy(metric -> assertThat(listed).contains(metric));
    }

    private static Stream<String> metricsNamedIn(Path page) {
        return METRIC.matcher(Repository.read(page)).results().map(metric -> metric.group(1));
    }

    /** Everything that may be counted happens once. */
    private static String scrapeOfAllMeters() throws Exception {
        var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        useGatewayMeters(new GatewayMeters(registry));
        useArchiveMeters(new ArchiveMeters(registry));
        new ViewMeters(registry).degraded(ViewStoreListener.Degradation.CORRUPT);
        Vertx vertx = Vertx.vertx();
        try {
            return useFleetMeters(registry, vertx);
        } finally {
            vertx.close().await();
        }
    }

    private static void useGatewayMeters(GatewayMeters meters) {
        meters.decided(Set.of(Decision.PASS));
        meters.firstByte("chat", "model", Duration.ofMillis(1));
        meters.ended(new GatewayMeters.Ending("chat", "model", 200), Duration.ofMillis(1));
        meters.tokens("chat", "model", new GatewayMeters.Tokens(1, 1, 1, 1));
    }

    private static void useArchiveMeters(ArchiveMeters meters) {
        meters.stored(1, 1);
        meters.embedded(1);
        meters.recalled(RecallResult.Mode.HYBRID, 1);
        meters.degraded(Degradation.DEADLINE_MISSED, "late");
    }

    private static String useFleetMeters(PrometheusMeterRegistry registry, Vertx vertx) {
        var ledger = new KvLedger(8, System::nanoTime, new LedgerListener() {});
        var meters = new FleetMeters(registry);
        var pools = new PoolLearner(PolicyFiles::defaults, ledger, meters);
        var spec = BackendSpec.of("gpu-a", URI.create("http://127.0.0.1:9"));
        try (var backends = new Backends(
                vertx,
                vertx.createHttpClient(),
                List.of(spec),
                FleetSettings.defaults(),
                InstantSource.system(),
                pools)) {
            pools.open(backends.all());
            meters.watch(backends.all(), ledger);
            meters.watch(new Lanes(8, Duration.ofHours(1), Ticker.systemTicker()));
            meters.failed(backends.all().getFirst(), BackendFailure.TIMEOUT);
            meters.refused(backends.all().getFirst());
            return registry.scrape();
        }
    }
}
