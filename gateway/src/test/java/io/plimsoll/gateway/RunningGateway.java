package io.plimsoll.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.backends.FleetSettings;
import io.plimsoll.budget.config.PolicyFile;
import io.plimsoll.budget.config.PolicyFiles;
import io.plimsoll.gateway.Gateway.Ground;
import io.plimsoll.gateway.http.RawClient;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A whole gateway on a free port, with an archive of its own that is deleted in the end. Thread-safe. */
public final class RunningGateway implements AutoCloseable {

    public static final String CHAT = "/v1/chat/completions";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Path folder;
    private final List<String> backends;
    private final Gateway gateway;

    private RunningGateway(String policy, Ground ground, List<String> backends) {
        try {
            this.folder = Files.createTempDirectory("plimsoll-it");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.backends = List.copyOf(backends);
        this.gateway = await(Gateway.start(vertx, file(policy), ground));
    }

    /**
     * A gateway before backends {@code b0}, {@code b1} and so on, which have the model {@value ScriptedEngine#MODEL}.
     *
     * @param policy the keys of the policy file but {@code listen}, {@code backends}, {@code models} and {@code archive}
     */
    public static RunningGateway before(String policy, int... backendPorts) {
        return on(usualGround(), policy, backendPorts);
    }

    static RunningGateway on(Ground ground, String policy, int... backendPorts) {
        List<String> backends = IntStream.range(0, backendPorts.length)
                .mapToObj(i -> backend("b" + i, backendPorts[i], ""))
                .toList();
        return new RunningGateway(policy, ground, backends);
    }

    /** A gateway before backends that {@link #backend} describes. */
    static RunningGateway before(String policy, List<String> backends) {
        return new RunningGateway(policy, usualGround(), backends);
    }

    /** A backend of the policy file, with further fields, each with a comma in front. */
    static String backend(String name, int port, String fields) {
        return "{name: %s, url: 'http://127.0.0.1:%d'%s}".formatted(name, port, fields);
    }

    private static Ground usualGround() {
        return new Ground(ArchiveOpening::onDisk, quick());
    }

    /** A rhythm in which a lost backend is looked at ten times a second. */
    static FleetSettings quick() {
        return new FleetSettings(
                Duration.ofMillis(100),
                Duration.ofMinutes(1),
                Duration.ofMillis(100),
                Duration.ofSeconds(2),
                Duration.ofSeconds(3),
                3);
    }

    /** What a policy file says in place of {@code key}. */
    static String sha256(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }

    Gateway gateway() {
        return gateway;
    }

    public int port() {
        return gateway.port();
    }

    /** Takes over other keys. */
    void reload(String policy) {
        gateway.reload(file(policy));
    }

    /** @param headers names and values in turn */
    public HttpResponse<String> chat(String body, String... headers) {
        return post(CHAT, body, headers);
    }

    public HttpResponse<String> post(String path, String body, String... headers) {
        return send(builder(path, headers).POST(HttpRequest.BodyPublishers.ofString(body)))
                .join();
    }

    public CompletableFuture<HttpResponse<String>> chatLater(String body, String... headers) {
        return send(builder(CHAT, headers).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    public HttpResponse<String> get(String path, String... headers) {
        return send(builder(path, headers).GET()).join();
    }

    /** A client that shows and sends bytes as they are. */
    public RawClient raw() {
        return RawClient.connect(gateway.port());
    }

    /** Waits until no backend has a request and no KV block is promised, which is soon after the last exchange ended. */
    public void assertNothingReserved() {
        eventually(() -> gateway.fleet().backends().all().stream().allMatch(backend -> {
            var usage = gateway.fleet().ledger().usage(backend.name());
            return backend.inFlight() == 0 && usage.reservedBlocks() == 0 && usage.queuedBlocks() == 0;
        }));
    }

    /** Waits until {@code condition} holds. */
    public static void eventually(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime())
                    .as("time, when the condition still did not hold")
                    .isLessThan(end);
            pause();
        }
    }

    /** The value of a metric, 0 where it is absent. */
    public double metric(String nameAndLabels) {
        return get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(nameAndLabels + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(nameAndLabels.length() + 1)))
                .sum();
    }

    @Override
    public void close() {
        await(gateway.close());
        await(vertx.close());
        http.close();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(RunningGateway::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private PolicyFile file(String policy) {
        var yaml = new StringBuilder("listen: {host: 127.0.0.1, port: 0}\nbackends:\n");
        backends.forEach(backend -> yaml.append("- ").append(backend).append('\n'));
        yaml.append("models: [{name: m, tokenizer: cl100k_base}]\narchive: {path: '%s', embedding: none}\n"
                .formatted(folder.resolve("archive")));
        return new PolicyFiles(name -> null).parse(yaml + withGapsOnlyIfAskedFor(policy), "test");
    }

    /** What is sent between two turns would be found among the prompts that a test counts and reads. */
    private static String withGapsOnlyIfAskedFor(String policy) {
        return policy.contains("ahead:") ? policy : policy.replace("context: {", "context: {cuts: {ahead: false}, ");
    }

    private HttpRequest.Builder builder(String path, String... headers) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .timeout(PATIENCE);
        return headers.length == 0 ? request : request.headers(headers);
    }

    private CompletableFuture<HttpResponse<String>> send(HttpRequest.Builder request) {
        return http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    private static void pause() {
        try {
            Thread.sleep(5);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void delete(Path path) {
        try {
            Files.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
