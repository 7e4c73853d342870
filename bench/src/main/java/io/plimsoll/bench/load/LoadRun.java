package io.plimsoll.bench.load;

import io.plimsoll.bench.BenchFailure;
import io.plimsoll.bench.ServerProcess;
import io.plimsoll.bench.load.LoadResult.FirstByte;
import io.plimsoll.bench.load.LoadResult.Latency;
import io.plimsoll.bench.load.LoadResult.Load;
import io.plimsoll.bench.load.Servers.Running;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * One run with all its servers up: bursts of streams while the proxies are cold, then for each body size warm-up, load and
 * latency, the variants in turn and that again and again (A B C A B C), so that what disturbs the machine disturbs all of
 * them; then bursts again. Not thread-safe.
 */
final class LoadRun {

    private static final String DIRECT = "direct";
    /** Bursts that warm the probe itself, and the backend. */
    private static final int PROBE_WARM_UP = 10;
    /** Turns of a session before its decisions repeat: one that makes the cut, one that replays it. */
    private static final int TURNS_TO_SETTLE = 2;

    private final LoadPlan plan;
    private final Path folder;
    private final Wrk wrk;
    private final Servers.Running backend;
    private final Servers.Running nginx;
    private final Servers.Running gateway;
    private final Consumer<String> progress;

    private final List<Load> loads = new ArrayList<>();
    private final List<Latency> latencies = new ArrayList<>();
    private final List<FirstByte> firstBytes = new ArrayList<>();

    /** The servers that are compared, with what stands behind them. */
    record Fleet(Running backend, Running nginx, Running gateway) {}

    LoadRun(LoadPlan plan, Path folder, Fleet fleet, Consumer<String> progress) throws IOException {
        this.plan = plan;
        this.folder = folder;
        this.wrk = new Wrk(folder, plan.sessions());
        this.backend = fleet.backend();
        this.nginx = fleet.nginx();
        this.gateway = fleet.gateway();
        this.progress = progress;
    }

    List<Load> loads() {
        return loads;
    }

    List<Latency> latencies() {
        return latencies;
    }

    List<FirstByte> firstBytes() {
        return firstBytes;
    }

    void run() throws Exception {
        try (var probe = new StreamProbe(plan.streams())) {
            for (int i = 0; i < PROBE_WARM_UP; i++) {
                probe.burst(backend.url());
            }
            bursts(probe, "cold");
            for (int size : plan.bodyBytes()) {
                List<Variant> variants = plan.variants().stream()
                        .filter(variant -> variant.fits(size))
                        .toList();
                for (Variant variant : variants) {
                    writeBodies(variant, size);
                    settle(variant, size);
                    wrk.run(
                            url(variant),
                            bodies(variant, size),
                            session(variant, size),
                            plan.connections(),
                            plan.warmUpSeconds());
                }
                for (int round = 0; round < plan.rounds(); round++) {
                    progress.accept("%d KiB, round %d of %d".formatted(size >> 10, round + 1, plan.rounds()));
                    for (Variant variant : variants) {
                        load(variant, size);
                    }
                    latency(variants, size);
                }
            }
            for (int round = 0; round < plan.rounds(); round++) {
                bursts(probe, "warm");
            }
        }
    }

    private void bursts(StreamProbe probe, String state) throws Exception {
        var direct = probe.burst(backend.url());
        firstBytes.add(new FirstByte(DIRECT, state, direct.p50Millis(), direct.p99Millis()));
        for (Variant variant : List.of(Variant.NGINX, Variant.PIPELINE)) {
            var burst = probe.burst(proxy(variant).url());
            firstBytes.add(new FirstByte(variant.label(), state, burst.p50Millis(), burst.p99Millis()));
        }
    }

    private void load(Variant variant, int size) throws IOException, InterruptedException {
        ServerProcess proxy = proxy(variant).process();
        double before = proxy.cpuSeconds();
        Wrk.Run run = wrk.run(
                url(variant), bodies(variant, size), session(variant, size), plan.connections(), plan.seconds());
        double cpuMicros = (proxy.cpuSeconds() - before) * 1e6;
        loads.add(new Load(
                size,
                variant.label(),
                run.requests() / run.seconds(),
                cpuMicros / run.requests(),
                run.p50Micros(),
                run.p99Micros()));
    }

    private void latency(List<Variant> variants, int size) throws IOException, InterruptedException {
        int seconds = Math.max(1, plan.seconds() / 2);
        Wrk.Run direct = wrk.run(
                backend.url().resolve(Variant.NGINX.path()), bodies(variants.getFirst(), size), DIRECT, 1, seconds);
        latencies.add(new Latency(size, DIRECT, direct.p50Micros(), direct.p99Micros()));
        for (Variant variant : variants) {
            Wrk.Run run = wrk.run(url(variant), bodies(variant, size), session(variant, size), 1, seconds);
            latencies.add(new Latency(size, variant.label(), run.p50Micros(), run.p99Micros()));
        }
    }

    /** Sends each session's request until its decisions repeat, and makes sure that they are the variant's. */
    private void settle(Variant variant, int size) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            for (int i = 0; i < plan.sessions(); i++) {
                HttpRequest request = HttpRequest.newBuilder(url(variant))
                        .header("content-type", "application/json")
                        .header("x-session-id", session(variant, size) + "-" + i)
                        .POST(BodyPublishers.ofFile(bodies(variant, size).resolve(Integer.toString(i))))
                        .build();
                String decision = null;
                for (int turn = 0; turn < TURNS_TO_SETTLE; turn++) {
                    var answer = client.send(request, BodyHandlers.ofString());
                    decision =
                            answer.headers().firstValue("x-plimsoll-decision").orElse(null);
                    if (answer.statusCode() != 200) {
                        throw new BenchFailure("%s, %d KiB: status %d: %s"
                                .formatted(variant.label(), size >> 10, answer.statusCode(), answer.body()));
                    }
                }
                if (!Objects.equals(decision, variant.decision())) {
                    throw new BenchFailure("%s, %d KiB: decision %s (expected: %s)"
                            .formatted(variant.label(), size >> 10, decision, variant.decision()));
                }
            }
        }
    }

    private void writeBodies(Variant variant, int size) throws IOException {
        Path bodies = Files.createDirectories(bodies(variant, size));
        for (int i = 0; i < plan.sessions(); i++) {
            Files.write(bodies.resolve(Integer.toString(i)), ChatBodies.body(variant.model(size), i, size, false));
        }
    }

    private Path bodies(Variant variant, int size) {
        return folder.resolve(session(variant, size));
    }

    private static String session(Variant variant, int size) {
        return variant.name() + "-" + size;
    }

    private URI url(Variant variant) {
        return proxy(variant).url().resolve(variant.path());
    }

    private Running proxy(Variant variant) {
        return variant.isGateway() ? gateway : nginx;
    }
}
