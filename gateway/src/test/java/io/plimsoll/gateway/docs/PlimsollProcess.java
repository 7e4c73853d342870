package io.plimsoll.gateway.docs;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/** The command line in a JVM of its own, as the launcher starts it. Closing it ends the JVM. */
public final class PlimsollProcess implements AutoCloseable {

    private static final String MAIN = "io.plimsoll.gateway.cli.Plimsoll";
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Pattern READY = Pattern.compile("ready on http://[^:/ ]+:(\\d+)");

    private final List<String> arguments;
    private final Process process;
    private final Path errors;
    private final StringBuffer output = new StringBuffer();
    private final CompletableFuture<Integer> port = new CompletableFuture<>();
    private final CountDownLatch read = new CountDownLatch(1);

    private PlimsollProcess(List<String> arguments, Process process, Path errors) {
        this.arguments = arguments;
        this.process = process;
        this.errors = errors;
        Thread.ofVirtual().start(this::readOutput);
    }

    /** Starts a command in {@code folder}. */
    public static PlimsollProcess start(Path folder, List<String> arguments) {
        try {
            Path errors = Files.createTempFile(folder, "stderr-", ".txt");
            var words = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-Xmx512m",
                    "-XX:TieredStopAtLevel=1",
                    MAIN));
            words.addAll(arguments);
            var builder = new ProcessBuilder(words).directory(folder.toFile()).redirectError(errors.toFile());
            // ONNX Runtime reads the command line with a recursive parser: a class path in it overflows the stack.
            builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
            return new PlimsollProcess(arguments, builder.start(), errors);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The port that it says it listens on, as soon as it does. */
    public int port() {
        try {
            return port.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException failure) {
            throw new AssertionError(arguments + " is not ready: " + output + errors(), failure);
        }
    }

    /** Its exit status, once it has ended by itself. */
    int status() {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || !read.await(10, TimeUnit.SECONDS)) {
                throw new AssertionError(arguments + " does not end: " + output + errors());
            }
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
        return process.exitValue();
    }

    /** What it has printed so far. */
    String output() {
        return output.toString();
    }

    /** What it has complained of so far. */
    String errors() {
        return Repository.read(errors);
    }

    /** Ends it as {@code kill -9} does: nothing in it hears of that. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(45, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void readOutput() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            lines.lines().forEach(line -> {
                output.append(line).append('\n');
                var ready = READY.matcher(line);
                if (ready.find()) {
                    port.complete(Integer.parseInt(ready.group(1)));
                }
            });
            port.completeExceptionally(new IllegalStateException("ended without listening"));
        } catch (IOException | UncheckedIOException closed) {
            port.completeExceptionally(closed);
        } finally {
            read.countDown();
        }
    }
}
