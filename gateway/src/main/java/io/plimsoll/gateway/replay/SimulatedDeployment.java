package io.plimsoll.gateway.replay;

import io.plimsoll.backends.sim.SimulatedEngine;
import io.plimsoll.backends.sim.SimulatedEngineOptions;
import io.plimsoll.backends.sim.SimulationStatistics;
import io.plimsoll.budget.config.ArchiveSettings;
import io.plimsoll.budget.config.BackendEntry;
import io.plimsoll.budget.config.EngineKind;
import io.plimsoll.budget.config.ListenSettings;
import io.plimsoll.budget.config.PolicyFile;
import io.plimsoll.gateway.Gateway;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A gateway before simulated engines, all in this process and on loopback, with an archive in a temporary folder. Blocking;
 * starts whole or not at all, and leaves nothing behind when it is closed. Thread-safe.
 */
public final class SimulatedDeployment implements AutoCloseable {

    private static final long START_LIMIT_SECONDS = 60;
    private static final long CLOSE_LIMIT_SECONDS = 35;
    private static final String LOOPBACK = "127.0.0.1";

    private final Path archive;
    private final Vertx vertx;
    private final List<SimulatedEngine> engines;
    private final Gateway gateway;

    private SimulatedDeployment(Path archive, Vertx vertx, List<SimulatedEngine> engines, Gateway gateway) {
        this.archive = archive;
        this.vertx = vertx;
        this.engines = List.copyOf(engines);
        this.gateway = gateway;
    }

    /**
     * Starts the engines, and a gateway with a policy file's policies and models before them. Its backends, tenants, admin
     * key, listening address and archive folder are not those of the file.
     *
     * @param port where the gateway listens, 0 for any free port
     * @param engines what stands behind it, at least one
     * @throws IOException if the archive has no place or a port is taken
     */
    public static SimulatedDeployment start(PolicyFile policy, int port, List<SimulatedEngineOptions> engines)
            throws IOException, TimeoutException {
        Path archive = Files.createTempDirectory("plimsoll-archive");
        // Engines and edge share few cores: a late timer is no defect here, and not worth a warning.
        Vertx vertx = Vertx.vertx(new VertxOptions().setBlockedThreadCheckInterval(60_000));
        try {
            List<SimulatedEngine> started = new ArrayList<>();
            for (SimulatedEngineOptions options : engines) {
                started.add(SimulatedEngine.start(vertx, options.listeningOn(LOOPBACK, 0))
                        .await(START_LIMIT_SECONDS, TimeUnit.SECONDS));
            }
            Gateway gateway = Gateway.start(vertx, before(started, policy, port, archive))
                    .await(START_LIMIT_SECONDS, TimeUnit.SECONDS);
            return new SimulatedDeployment(archive, vertx, started, gateway);
        } catch (Throwable failure) {
            vertx.close();
            delete(archive);
            throw failure;
        }
    }

    private static PolicyFile before(List<SimulatedEngine> engines, PolicyFile policy, int port, Path archive) {
        List<BackendEntry> backends = new ArrayList<>();
        for (SimulatedEngine engine : engines) {
            backends.add(new BackendEntry(
                    "simulated-" + (backends.size() + 1),
                    URI.create("http://" + LOOPBACK + ":" + engine.port()),
                    EngineKind.VLLM,
                    null,
                    null,
                    null,
                    null));
        }
        ArchiveSettings kept = policy.effectiveArchive();
        return new PolicyFile(
                new ListenSettings(LOOPBACK, port),
                backends,
                policy.models(),
                policy.policies(),
                List.of(),
                null,
                policy.timeouts(),
                policy.limits(),
                policy.session(),
                new ArchiveSettings(archive, kept.durability(), kept.embedding()),
                policy.logging());
    }

    /** Where clients reach the gateway, such as {@code http://127.0.0.1:8080}. */
    public URI url() {
        return URI.create("http://" + LOOPBACK + ":" + gateway.port());
    }

    /** What each engine has done since it started, in the order in which they were given. */
    public List<SimulationStatistics> statistics() throws TimeoutException {
        List<SimulationStatistics> all = new ArrayList<>();
        for (SimulatedEngine engine : engines) {
            all.add(engine.statistics().await(START_LIMIT_SECONDS, TimeUnit.SECONDS));
        }
        return all;
    }

    /** Ends the gateway, then the engines, and deletes the archive. */
    @Override
    public void close() throws IOException, TimeoutException {
        try {
            gateway.close().await(CLOSE_LIMIT_SECONDS, TimeUnit.SECONDS);
        } finally {
            try {
                vertx.close().await(CLOSE_LIMIT_SECONDS, TimeUnit.SECONDS);
            } finally {
                delete(archive);
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
