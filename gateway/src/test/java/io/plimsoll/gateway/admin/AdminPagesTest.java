package io.plimsoll.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.plimsoll.backends.BackendListener;
import io.plimsoll.backends.Backends;
import io.plimsoll.backends.FleetSettings;
import io.plimsoll.backends.route.LaneAffinity;
import io.plimsoll.budget.config.PolicyFile;
import io.plimsoll.budget.config.PolicyFiles;
import io.plimsoll.budget.ledger.KvLedger;
import io.plimsoll.budget.ledger.LedgerListener;
import io.plimsoll.gateway.http.ClientRequest;
import io.plimsoll.gateway.http.ExchangePlan;
import io.plimsoll.gateway.pipeline.CacheWatch;
import io.plimsoll.gateway.pipeline.Fleet;
import io.plimsoll.gateway.pipeline.SpokenDialects;
import io.plimsoll.gateway.pipeline.Workers;
import io.plimsoll.gateway.session.Lanes;
import io.plimsoll.retrieval.Archive;
import io.plimsoll.retrieval.ArchiveListener;
import io.plimsoll.retrieval.ArchiveOptions;
import io.plimsoll.retrieval.Archives;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may look: loopback, and the admin key from anywhere. */
class AdminPagesTest {

    private static final String STRANGER = "203.0.113.7";
    /** With the hash of {@code admin-key}. */
    private static final String ADMIN =
            "admin: {key-sha256: 69a5265506c94c77b787a7d7377b7685a0eff82e33920a71e7ee22cd6154953e}";

    private final Vertx vertx = Vertx.vertx();
    private Archive archive;
    private AdminPages pages;

    @BeforeEach
    void open(@TempDir Path folder) {
        archive = Archives.open(folder, ArchiveOptions.defaults(), Optional.empty(), ArchiveListener.NONE);
        PolicyFile file = new PolicyFiles(name -> null).parse(ADMIN, "test");
        var nobody = new Backends(
                vertx,
                vertx.createHttpClient(),
                List.of(),
                FleetSettings.defaults(),
                InstantSource.system(),
                new BackendListener() {});
        var fleet = new Fleet(
                nobody,
                new KvLedger(10, System::nanoTime, new LedgerListener() {}),
                new LaneAffinity(10, Duration.ofHours(1), Ticker.systemTicker()),
                new SpokenDialects(Ticker.systemTicker()),
                new CacheWatch(System::nanoTime, BackendListener.NONE));
        var lanes = new Lanes(10, Duration.ofHours(1), Ticker.systemTicker());
        var workers = new Workers(vertx, 1);
        pages = new AdminPages(
                () -> file,
                new AdminPages.Sources(
                        new FleetPage(fleet),
                        new SessionPages(lanes, fleet),
                        new SearchPage(archive, workers),
                        new DeletionPage(lanes, archive, workers),
                        new Dashboard(),
                        new PrometheusMeterRegistry(PrometheusConfig.DEFAULT)));
    }

    @AfterEach
    void close() {
        archive.close();
        vertx.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.8.0.1", "0:0:0:0:0:0:0:1", "::1"})
    void loopbackMayLook(String address) {
        assertThat(status("/metrics", address, null)).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"203.0.113.7", "10.0.0.1", "0.0.0.0", "2001:db8::1", ""})
    void othersMayNot(String address) {
        assertThat(status("/metrics", address, null)).isEqualTo(403);
        assertThat(status("/plimsoll/sessions", address, null)).isEqualTo(403);
        assertThat(status("/plimsoll/search", address, "Bearer wrong")).isEqualTo(403);
        assertThat(status("/plimsoll", address, "Bearer ")).isEqualTo(403);
    }

    @Test
    void theAdminKeyMayLookFromAnywhere() {
        assertThat(status("/metrics", STRANGER, "Bearer admin-key")).isEqualTo(200);
    }

    @Test
    void readinessIsForEverybody() {
        assertThat(status("/plimsoll/ready", STRANGER, null)).isEqualTo(503);
    }

    private int status(String path, String address, @Nullable String authorization) {
        var headers = HttpHeaders.headers();
        if (authorization != null) {
            headers.add("authorization", authorization);
        }
        Future<ExchangePlan> page = pages.page(new ClientRequest(
                HttpMethod.GET, path, path, headers, new byte[0], true, address, Future.future(never -> {})));
        return ((ExchangePlan.Answer) page.result()).status();
    }
}
