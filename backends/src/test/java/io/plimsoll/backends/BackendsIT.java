package io.plimsoll.backends;

import static io.plimsoll.backends.FakeEngine.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.backends.engine.CountRequest;
import io.plimsoll.backends.engine.EngineKind;
import io.plimsoll.backends.engine.KvPool;
import io.plimsoll.backends.probe.LoadSample;
import io.plimsoll.backends.resilience.BackendFailure;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The fleet against loopback servers, in a hurry: everything that takes seconds takes tens of milliseconds here. */
class BackendsIT {

    private static final FleetSettings HASTY = new FleetSettings(
            Duration.ofMillis(30),
            Duration.ofMillis(150),
            Duration.ofMillis(60),
            Duration.ofMillis(400),
            Duration.ofMillis(1500),
            3);

    private static final Cassette LOADING =
            Cassette.written(503, "{\"error\":{\"message\":\"Loading model\",\"code\":503}}");

    private final Vertx vertx = Vertx.vertx();
    private final HttpClientAgent http = vertx.createHttpClient();
    private final List<AutoCloseable> open = new ArrayList<>();
    private final List<String> changes = new CopyOnWriteArrayList<>();
    private final List<LoadSample> samples = new CopyOnWriteArrayList<>();
    private final List<BackendFailure> failures = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (var each : open) {
            each.close();
        }
        await(http.close());
        await(vertx.close());
    }

    @Test
    void startsWithWhatIsKnownAndReadsLoad() {
        var fleet = started(spec("a", vllm().url()));

        var status = fleet.named("a").orElseThrow().status();
        assertThat(status.isHealthy()).isTrue();
        assertThat(status.kind()).isEqualTo(EngineKind.VLLM);
        assertThat(status.pool()).hasValue(new KvPool(511 * 32, 32));
        assertThat(status.windowTokens("smollm2-135m")).hasValue(4096);
        eventually(() -> !samples.isEmpty());
        assertThat(changes).containsExactly("a starting healthy");
    }

    @Test
    void deadAndSilentBackendsDoNotHoldUpTheStart() {
        var silent = vllm();
        silent.silence("*");

        var fleet = started(spec("dead", closedPort()), spec("silent", silent.url()), spec("alive", vllm().url()));

        assertThat(state(fleet, "dead")).isEqualTo("failing");
        assertThat(state(fleet, "alive")).isEqualTo("healthy");
        eventually(() -> state(fleet, "silent").equals("failing"));
    }

    @Test
    void comesWhenItHasLoadedItsModel() {
        var server = vllm();
        server.answerEverything(LOADING);
        var fleet = started(spec("a", server.url()));
        assertThat(fleet.named("a").orElseThrow().status().state())
                .isEqualTo(new BackendState.Starting("Loading model"));

        server.answerEverything(null);

        eventually(() -> state(fleet, "a").equals("healthy"));
    }

    @Test
    void leavesWhenItsServerGoesAndComesBackWithIt() {
        var server = vllm();
        int port = server.port();
        var fleet = started(spec("a", server.url()));

        server.close();
        open.remove(server);
        eventually(() -> state(fleet, "a").equals("failing"));
        assertThat(fleet.named("a").orElseThrow().status().models()).isNotEmpty();
        open(FakeEngine.start(vertx, port, vllmAnswers()));

        eventually(() -> state(fleet, "a").equals("healthy"));
        assertThat(changes).containsExactly("a starting healthy", "a healthy failing", "a failing healthy");
    }

    @Test
    void trafficsFailuresStopTrafficAndHealthCheckLetsItFlowAgain() {
        var server = vllm();
        var fleet = started(spec("a", server.url()));
        var backend = fleet.named("a").orElseThrow();
        server.answerEverything(Cassette.written(500, ""));

        fleet.reportFailure(backend, BackendFailure.CONNECT_REFUSED);

        assertThat(backend.status().state())
                .isInstanceOfSatisfying(
                        BackendState.Failing.class,
                        failing -> assertThat(failing.reason()).isEqualTo("connect refused"));
        fleet.reportSuccess(backend);
        assertThat(backend.status().isHealthy()).isFalse();
        server.answerEverything(null);
        eventually(() -> backend.status().isHealthy());
    }

    @Test
    void healthCheckDoesNotWaitForTheNextProbe() {
        var rare = new FleetSettings(
                Duration.ofHours(1),
                Duration.ofHours(1),
                HASTY.retryEvery(),
                HASTY.timeLimit(),
                HASTY.startLimit(),
                HASTY.failuresToOpen());
        var fleet = started(rare, spec("a", vllm().url()));
        var backend = fleet.named("a").orElseThrow();

        fleet.reportFailure(backend, BackendFailure.CONNECT_REFUSED);

        eventually(() -> backend.status().isHealthy());
        assertThat(failures).containsExactly(BackendFailure.CONNECT_REFUSED);
    }

    @Test
    void failedProbesStopTraffic() {
        var server = vllm();
        var fleet = started(spec("a", server.url()));

        server.answerEverything(Cassette.written(500, "dead engine"));

        eventually(() -> state(fleet, "a").equals("failing"));
        assertThat(failures).contains(BackendFailure.SERVER_ERROR);
    }

    @Test
    void noticesThatAnotherModelIsServed() {
        var server = vllm();
        var fleet = started(spec("a", server.url()));

        server.answer("GET /v1/models", Cassette.written(200, "{\"data\":[{\"id\":\"new\",\"owned_by\":\"vllm\"}]}"));

        eventually(() ->
                fleet.named("a").orElseThrow().status().models().getFirst().id().equals("new"));
    }

    @Test
    void keepsPoolWhereHealthyServerIsTooBusyToTellAgain() {
        var server = vllm();
        var fleet = started(spec("a", server.url()));
        server.answer("GET /metrics", Cassette.written(200, "vllm:num_requests_running 1\n"))
                .answer("GET /v1/models", Cassette.written(200, "{\"data\":[{\"id\":\"new\",\"owned_by\":\"vllm\"}]}"));

        eventually(() ->
                fleet.named("a").orElseThrow().status().models().getFirst().id().equals("new"));

        assertThat(fleet.named("a").orElseThrow().status().pool()).hasValue(new KvPool(511 * 32, 32));
    }

    @Test
    void operatorsPoolComesBeforeTheServers() {
        var fleet =
                started(new BackendSpec("a", vllm().url(), EngineKind.VLLM, null, new PoolOverride(1000, null), null));

        assertThat(fleet.named("a").orElseThrow().status().pool()).hasValue(new KvPool(1000, 32));
    }

    @Test
    void listenersExceptionDoesNotEndTheWatch() {
        var server = vllm();
        var seen = new CopyOnWriteArrayList<LoadSample>();
        var fleet = open(new Backends(
                vertx, http, List.of(spec("a", server.url())), HASTY, InstantSource.system(), new BackendListener() {
                    @Override
                    public void loadRead(Backend backend, LoadSample sample) {
                        seen.add(sample);
                        throw new IllegalStateException("foreign");
                    }
                }));
        await(fleet.start());

        eventually(() -> seen.size() >= 2);
    }

    @Test
    void closedFleetAsksNoMore() {
        var server = vllm();
        var fleet = started(spec("a", server.url()));
        eventually(() -> !samples.isEmpty());

        fleet.close();
        // A probe that was on its way may still land; a whole rhythm without one shows that none follows.
        var quiet = new long[] {-1, -2};
        eventually(() -> {
            quiet[0] = quiet[1];
            quiet[1] = server.seen().size();
            pause(HASTY.probeEvery().multipliedBy(5));
            return quiet[0] == quiet[1];
        });

        assertThat(server.seen()).hasSize((int) quiet[1]);
    }

    @Test
    void countsTokensOnceTheEngineIsKnown() {
        var request = new CountRequest.Text("smollm2-135m", "Name the capital of France.");
        var unknown = started(spec("dead", closedPort()));
        var known = started(spec("a", vllm().url()));

        assertThat(await(known.named("a").orElseThrow().countTokens(request))).isEqualTo(6);
        assertThatThrownBy(() -> await(unknown.named("dead").orElseThrow().countTokens(request)))
                .hasMessage("backend 'dead': engine not known yet");
    }

    @Test
    void refusesTwoBackendsOfOneName() {
        var url = URI.create("http://127.0.0.1:1");

        assertThatThrownBy(() -> new Backends(
                        vertx,
                        http,
                        List.of(spec("a", url), spec("a", url)),
                        HASTY,
                        InstantSource.system(),
                        BackendListener.NONE))
                .hasMessage("backends: name: 'a' twice (expected: unique)");
    }

    private Backends started(BackendSpec... specs) {
        return started(HASTY, specs);
    }

    private Backends started(FleetSettings settings, BackendSpec... specs) {
        var fleet = open(new Backends(vertx, http, List.of(specs), settings, InstantSource.system(), new Notes()));
        await(fleet.start());
        return fleet;
    }

    private FakeEngine vllm() {
        return open(FakeEngine.start(vertx, vllmAnswers()));
    }

    private static Map<String, Cassette> vllmAnswers() {
        return Map.of(
                "GET /v1/models", Cassette.recorded("vllm-0.32.0/models"),
                "GET /version", Cassette.recorded("vllm-0.32.0/version"),
                "GET /health", Cassette.recorded("vllm-0.32.0/health"),
                "GET /metrics", Cassette.recorded("vllm-0.32.0/metrics"),
                "POST /tokenize", Cassette.recorded("vllm-0.32.0/tokenize"));
    }

    private URI closedPort() {
        try (var gone = FakeEngine.start(vertx, Map.of())) {
            return gone.url();
        }
    }

    private <T extends AutoCloseable> T open(T closeable) {
        open.add(closeable);
        return closeable;
    }

    private static BackendSpec spec(String name, URI url) {
        return BackendSpec.of(name, url);
    }

    private static String state(Backends fleet, String name) {
        return fleet.named(name).orElseThrow().status().state().word();
    }

    private static void eventually(BooleanSupplier condition) {
        assertThat(Stream.iterate(0, i -> i + 1).limit(1000).anyMatch(i -> {
                    if (condition.getAsBoolean()) {
                        return true;
                    }
                    pause(Duration.ofMillis(10));
                    return false;
                }))
                .isTrue();
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes down what it hears. */
    private final class Notes implements BackendListener {

        @Override
        public void stateChanged(Backend backend, BackendState before, BackendState after) {
            changes.add(backend.name() + " " + before.word() + " " + after.word());
        }

        @Override
        public void loadRead(Backend backend, LoadSample sample) {
            samples.add(sample);
        }

        @Override
        public void failed(Backend backend, BackendFailure failure) {
            failures.add(failure);
        }
    }
}
