package io.plimsoll.gateway.real;

import io.plimsoll.gateway.http.FakeBackend;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A process with llama.cpp's own server, which ends when this is closed or this JVM does. */
final class LlamaCppServer implements AutoCloseable {

    /** Names the Python to run it with. */
    static final String PYTHON = "PLIMSOLL_LLAMA_CPP_PYTHON";

    static final String MODEL = "smollm2-135m";

    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path folder;
    private final Process process;
    private final Thread ending;
    private final int port;

    private LlamaCppServer(Path folder, Process process, int port) {
        this.folder = folder;
        this.process = process;
        this.port = port;
        this.ending = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(ending);
    }

    /** Starts it, and waits until the model is loaded. */
    static LlamaCppServer start() {
        try {
            Path folder = Files.createTempDirectory("llama-cpp");
            Path script = folder.resolve("llama_cpp.py");
            try (InputStream source = LlamaCppServer.class.getResourceAsStream("/real/llama_cpp.py")) {
                Files.copy(Objects.requireNonNull(source), script);
            }
            int port = FakeBackend.unusedPort();
            Process process = new ProcessBuilder(System.getenv(PYTHON), script.toString(), Integer.toString(port))
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile())
                    .start();
            var server = new LlamaCppServer(folder, process, port);
            server.awaitReady();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return port;
    }

    /** What {@code path} says, as JSON. */
    JsonNode get(String path) {
        return JSON.readTree(send(request(path).GET().build()).body());
    }

    /** The tokens of a chat request by the engine's own count. */
    int countTokens(String chatRequest) {
        HttpRequest count = request("/v1/messages/count_tokens")
                .POST(HttpRequest.BodyPublishers.ofString(chatRequest))
                .build();
        return JSON.readTree(send(count).body()).path("input_tokens").asInt();
    }

    /** How many slots work on a request now. */
    int busySlots() {
        return (int) get("/slots")
                .valueStream()
                .filter(slot -> slot.path("is_processing").asBoolean())
                .count();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            Runtime.getRuntime().removeShutdownHook(ending);
            Files.deleteIfExists(folder.resolve("llama_cpp.py"));
            Files.deleteIfExists(folder.resolve("log"));
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            throw new AssertionError(e);
        }
        http.close();
    }

    private void awaitReady() throws IOException {
        long end = System.nanoTime() + START_LIMIT.toNanos();
        while (!isReady()) {
            if (!process.isAlive() || System.nanoTime() > end) {
                String log = Files.readString(folder.resolve("log"));
                close();
                throw new AssertionError("llama.cpp did not start: " + log);
            }
            pause();
        }
    }

    private boolean isReady() {
        try {
            return http.send(request("/health").GET().build(), HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException notListening) {
            return false;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(30));
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
