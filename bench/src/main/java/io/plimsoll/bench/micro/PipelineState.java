package io.plimsoll.bench.micro;

import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.plimsoll.backends.BackendListener;
import io.plimsoll.backends.BackendSpec;
import io.plimsoll.backends.Backends;
import io.plimsoll.backends.FleetSettings;
import io.plimsoll.backends.engine.EngineKind;
import io.plimsoll.backends.route.LaneAffinity;
import io.plimsoll.bench.load.ChatBodies;
import io.plimsoll.budget.config.PolicyFiles;
import io.plimsoll.budget.ledger.KvLedger;
import io.plimsoll.budget.ledger.LedgerListener;
import io.plimsoll.gateway.http.ClientRequest;
import io.plimsoll.gateway.metrics.GatewayMeters;
import io.plimsoll.gateway.pipeline.CacheWatch;
import io.plimsoll.gateway.pipeline.ContextPipeline;
import io.plimsoll.gateway.pipeline.Fleet;
import io.plimsoll.gateway.pipeline.LivePolicy;
import io.plimsoll.gateway.pipeline.PoolLearner;
import io.plimsoll.gateway.pipeline.SpokenDialects;
import io.plimsoll.gateway.pipeline.TokenModels;
import io.plimsoll.gateway.pipeline.Workers;
import io.plimsoll.gateway.quality.QualityMeter;
import io.plimsoll.gateway.responses.ResponseStore;
import io.plimsoll.gateway.session.Lanes;
import io.plimsoll.gateway.surface.Surface;
import io.plimsoll.gateway.surface.Surfaces;
import io.plimsoll.retrieval.Archive;
import io.plimsoll.retrieval.ArchiveListener;
import io.plimsoll.retrieval.ArchiveOptions;
import io.plimsoll.retrieval.Archives;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The pipeline as the gateway wires it, with one healthy backend and without the HTTP edge. */
@State(Scope.Benchmark)
public class PipelineState {

    private static final int MAX_LANES = 1_000;
    private static final Duration IDLE = Duration.ofHours(1);
    private static final int BYTES_PER_TOKEN = 4;
    private static final String PATH = "/v1/chat/completions";

    @Param({"2", "64", "512"})
    public int kib;

    ContextPipeline pipeline;
    Surface surface;
    ClientRequest request;
    Buffer answer;

    private Vertx vertx;
    private Backends backends;
    private Archive archive;
    private Path folder;

    @Setup
    public void start() throws IOException {
        vertx = Vertx.vertx();
        var models = vertx.createHttpServer()
                .requestHandler(asked -> asked.response().end("{\"data\":[{\"id\":\"bench\"}]}"))
                .listen(0, "127.0.0.1")
                .await();
        var policy = LivePolicy.of(PolicyFiles.defaults());
        var caches = new CacheWatch(System::nanoTime, BackendListener.NONE);
        var ledger = new KvLedger(MAX_LANES, System::nanoTime, LedgerListener.NONE);
        var pools = new PoolLearner(policy::file, ledger, caches);
        URI url = URI.create("http://127.0.0.1:" + models.actualPort());
        backends = new Backends(
                vertx,
                vertx.createHttpClient(),
                List.of(new BackendSpec("bench", url, EngineKind.OPENAI, null, null, null)),
                FleetSettings.defaults(),
                InstantSource.system(),
                pools);
        pools.open(backends.all());
        backends.start().await();
        folder = Files.createTempDirectory("plimsoll-jmh");
        archive = Archives.open(folder, ArchiveOptions.defaults(), Optional.empty(), new ArchiveListener() {});
        var fleet = new Fleet(
                backends,
                ledger,
                new LaneAffinity(MAX_LANES, IDLE, Ticker.systemTicker()),
                new SpokenDialects(Ticker.systemTicker()),
                caches);
        var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        var around = new ContextPipeline.Surroundings(
                fleet,
                new ResponseStore(Ticker.systemTicker()),
                new Workers(vertx, 2),
                vertx.createHttpClient(),
                new GatewayMeters(registry),
                new QualityMeter(registry),
                InstantSource.system(),
                System::nanoTime);
        pipeline = ContextPipeline.of(
                () -> policy,
                new TokenModels(() -> policy),
                new Lanes(MAX_LANES, IDLE, Ticker.systemTicker()),
                archive,
                around);
        answer = Buffer.buffer("{\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"done\"}}],"
                + "\"usage\":{\"prompt_tokens\":" + (kib << 10) / BYTES_PER_TOKEN + ",\"completion_tokens\":1}}");
        surface = new Surfaces().at(PATH).orElseThrow();
        request = new ClientRequest(
                HttpMethod.POST,
                PATH,
                PATH,
                MultiMap.caseInsensitiveMultiMap().add("x-session-id", "session"),
                ChatBodies.body("bench", 1, kib << 10, false),
                true,
                "127.0.0.1",
                Future.future(never -> {}));
        pipeline.plan(request, surface).await(); // counts what is new
    }

    @TearDown
    public void stop() throws IOException {
        backends.close();
        archive.close();
        vertx.close().await();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
