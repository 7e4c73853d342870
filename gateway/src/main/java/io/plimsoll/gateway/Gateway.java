package io.plimsoll.gateway;

import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.plimsoll.backends.Backends;
import io.plimsoll.backends.FleetSettings;
import io.plimsoll.backends.route.LaneAffinity;
import io.plimsoll.budget.config.Durability;
import io.plimsoll.budget.config.PolicyFile;
import io.plimsoll.budget.ledger.KvLedger;
import io.plimsoll.budget.ledger.LedgerListener;
import io.plimsoll.gateway.admin.AdminPages;
import io.plimsoll.gateway.admin.Dashboard;
import io.plimsoll.gateway.admin.DeletionPage;
import io.plimsoll.gateway.admin.FleetPage;
import io.plimsoll.gateway.admin.SearchPage;
import io.plimsoll.gateway.admin.SessionPages;
import io.plimsoll.gateway.http.EdgeOptions;
import io.plimsoll.gateway.http.HttpEdge;
import io.plimsoll.gateway.metrics.ArchiveMeters;
import io.plimsoll.gateway.metrics.FleetMeters;
import io.plimsoll.gateway.metrics.GatewayMeters;
import io.plimsoll.gateway.metrics.ViewMeters;
import io.plimsoll.gateway.pipeline.CacheWatch;
import io.plimsoll.gateway.pipeline.ContextPipeline;
import io.plimsoll.gateway.pipeline.CountPage;
import io.plimsoll.gateway.pipeline.Fleet;
import io.plimsoll.gateway.pipeline.HistoryCompactor;
import io.plimsoll.gateway.pipeline.LivePolicy;
import io.plimsoll.gateway.pipeline.ModelsPage;
import io.plimsoll.gateway.pipeline.PoolLearner;
import io.plimsoll.gateway.pipeline.SpokenDialects;
import io.plimsoll.gateway.pipeline.TokenModels;
import io.plimsoll.gateway.pipeline.Workers;
import io.plimsoll.gateway.quality.QualityMeter;
import io.plimsoll.gateway.responses.CompactPage;
import io.plimsoll.gateway.responses.ResponsePages;
import io.plimsoll.gateway.responses.ResponseStore;
import io.plimsoll.gateway.session.LaneKeeper;
import io.plimsoll.gateway.session.Lanes;
import io.plimsoll.gateway.surface.Surfaces;
import io.plimsoll.gateway.views.ViewStore;
import io.plimsoll.gateway.views.ViewStores;
import io.plimsoll.retrieval.Archive;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One running gateway: everything is put together here, and closed here in the opposite order. Thread-safe.
 */
public final class Gateway {

    private static final Duration LANE_IDLE = Duration.ofHours(6);
    /** Lanes that rest come back from disk: so many for each that may be at hand. */
    private static final int RESTING = 4;
    /** Inside of the archive's folder: both hold what was said, and are protected and deleted together. */
    private static final String VIEWS = "views";

    private static final Duration DRAIN_LIMIT = Duration.ofSeconds(30);
    /** uvicorn closes idle connections at 5 s. */
    private static final int PROBE_KEEP_ALIVE_SECONDS = 3;

    private final AtomicReference<LivePolicy> policy;
    private final HttpEdge edge;
    private final Backends backends;
    private final HttpClientAgent probes;
    private final HttpClientAgent prefills;
    private final Archive archive;
    private final ViewStore views;
    private final LaneKeeper keeper;
    private final Workers workers;
    private final Fleet fleet;

    private Gateway(Parts parts, HttpEdge edge) {
        this.policy = parts.policy;
        this.edge = edge;
        this.backends = parts.backends;
        this.probes = parts.probes;
        this.prefills = parts.prefills;
        this.archive = parts.archive;
        this.views = parts.views;
        this.keeper = parts.keeper;
        this.workers = parts.workers;
        this.fleet = parts.fleet;
    }

    /**
     * Starts a gateway: backends are asked what they are, tokenizers and the archive are opened, and then it listens.
     *
     * @param policy a valid policy file with at least one backend
     */
    public static Future<Gateway> start(Vertx vertx, PolicyFile policy) {
        return start(vertx, policy, Ground.usual());
    }

    /** The same on other ground. */
    static Future<Gateway> start(Vertx vertx, PolicyFile policy, Ground ground) {
        var workers = new Workers(vertx, Math.max(2, Runtime.getRuntime().availableProcessors()));
        return workers.run(() -> new Parts(vertx, policy, workers, ground))
                .compose(parts -> parts.start(vertx).map(edge -> new Gateway(parts, edge)));
    }

    /** The port that it listens on. */
    public int port() {
        return edge.port();
    }

    /** The backends with their books. */
    public Fleet fleet() {
        return fleet;
    }

    /** Takes over another policy file; backends and listening address stay as they are until a restart. */
    public void reload(PolicyFile file) {
        policy.set(LivePolicy.of(file));
    }

    /** Lets streams finish up to a limit, then ends everything. */
    public Future<Void> close() {
        return edge.close(DRAIN_LIMIT)
                .eventually(() -> {
                    backends.close();
                    return probes.close();
                })
                .eventually(prefills::close)
                .eventually(() -> workers.run(() -> {
                    keeper.close();
                    views.close();
                    archive.close();
                    return null;
                }))
                .eventually(workers::close);
    }

    /**
     * What a gateway stands on besides its policy file.
     *
     * @param archive opens the archive
     * @param rhythm how often backends are looked at
     */
    record Ground(ArchiveOpening archive, FleetSettings rhythm) {

        /** The archive on disk, and the usual rhythm. */
        static Ground usual() {
            return new Ground(ArchiveOpening::onDisk, FleetSettings.defaults());
        }
    }

    /** The parts of a gateway, before it listens. */
    private static final class Parts {

        final AtomicReference<LivePolicy> policy;
        final Workers workers;
        final HttpClientAgent probes;
        final HttpClientAgent prefills;
        final Archive archive;
        final ViewStore views;
        final LaneKeeper keeper;
        final Backends backends;
        final Fleet fleet;
        final TokenModels models;
        final GatewayPlanner planner;
        final EdgeOptions edge;

        Parts(Vertx vertx, PolicyFile file, Workers workers, Ground ground) {
            this.policy = new AtomicReference<>(LivePolicy.of(file));
            this.workers = workers;
            var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
            var clock = InstantSource.system();
            this.edge = EdgeLimits.of(file);
            this.archive = ground.archive().open(file.effectiveArchive(), new ArchiveMeters(registry));
            this.models = new TokenModels(policy::get);
            models.preload();

            var fleetMeters = new FleetMeters(registry);
            var caches = new CacheWatch(System::nanoTime, fleetMeters);
            var ledger =
                    new KvLedger(file.effectiveLimits().effectiveSessions(), System::nanoTime, LedgerListener.NONE);
            this.probes = vertx.createHttpClient(new HttpClientOptions().setKeepAliveTimeout(PROBE_KEEP_ALIVE_SECONDS));
            this.prefills =
                    vertx.createHttpClient(new HttpClientOptions().setKeepAliveTimeout(PROBE_KEEP_ALIVE_SECONDS));
            var pools = new PoolLearner(() -> policy.get().file(), ledger, caches);
            this.backends = new Backends(vertx, probes, BackendSpecs.of(file), ground.rhythm(), clock, pools);
            pools.open(backends.all());
            fleetMeters.watch(backends.all(), ledger);
            this.fleet = new Fleet(
                    backends,
                    ledger,
                    new LaneAffinity(file.effectiveLimits().effectiveSessions(), LANE_IDLE, Ticker.systemTicker()),
                    new SpokenDialects(Ticker.systemTicker()),
                    caches);
            var viewMeters = new ViewMeters(registry);
            this.views = ViewStores.open(
                    file.effectiveArchive().effectivePath().resolve(VIEWS), viewOptions(file), viewMeters, clock);
            this.keeper = new LaneKeeper(views, fleet, viewMeters, Ticker.systemTicker());
            var lanes = new Lanes(file.effectiveLimits().effectiveSessions(), LANE_IDLE, Ticker.systemTicker(), keeper);
            fleetMeters.watch(lanes);
            var responses = new ResponseStore(Ticker.systemTicker());
            var around = new ContextPipeline.Surroundings(
                    fleet,
                    responses,
                    workers,
                    prefills,
                    new GatewayMeters(registry),
                    new QualityMeter(registry),
                    clock,
                    System::nanoTime);
            var pipeline = ContextPipeline.of(policy::get, models, lanes, archive, around);
            var surfaces = new Surfaces(responses);
            var compactor = new HistoryCompactor(
                    policy::get, surfaces.at("/v1/responses").orElseThrow(), models, lanes, archive, around);
            var admin = new AdminPages(
                    () -> policy.get().file(),
                    new AdminPages.Sources(
                            new FleetPage(fleet),
                            new SessionPages(lanes, fleet),
                            new SearchPage(archive, workers),
                            new DeletionPage(lanes, archive, workers),
                            new Dashboard(),
                            registry));
            this.planner = new GatewayPlanner(
                    policy::get,
                    new GatewayPlanner.Parts(
                            surfaces,
                            pipeline,
                            new CountPage(policy::get, models, pipeline, workers),
                            new ModelsPage(fleet, policy::get),
                            new GatewayPlanner.Responses(
                                    new ResponsePages(responses),
                                    new CompactPage(responses, compactor, clock, UUID::randomUUID),
                                    workers),
                            admin,
                            new EdgeFailures(edge)));
        }

        private static ViewStores.Options viewOptions(PolicyFile file) {
            return new ViewStores.Options(
                    Math.clamp(RESTING * (long) file.effectiveLimits().effectiveSessions(), 1, Integer.MAX_VALUE),
                    file.effectiveArchive().effectiveDurability() == Durability.COMMITTED);
        }

        Future<HttpEdge> start(Vertx vertx) {
            return backends.start().compose(known -> HttpEdge.start(vertx, edge, planner));
        }
    }
}
