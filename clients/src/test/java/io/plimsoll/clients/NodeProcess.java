package io.plimsoll.clients;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An application of {@code src/test/node}, which runs until it is closed or this process ends, and does what it is told, one
 * thing after the other.
 */
final class NodeProcess implements AutoCloseable {

    /** Names the folder in which npm has installed the SDKs. */
    static final String SDKS = "PLIMSOLL_SDKS";

    static final String MISSING = SDKS + " names no folder in which npm has installed what .ci/sdks/package.json lists";

    private static final Path SOURCES = Path.of("src", "test", "node");
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Path folder;
    private final Process process;
    private final BufferedReader answers;
    private final Writer commands;

    private NodeProcess(Path folder, Process process) {
        this.folder = folder;
        this.process = process;
        this.answers = process.inputReader(UTF_8);
        this.commands = process.outputWriter(UTF_8);
    }

    /** Starts an application in a folder where it finds the SDKs. */
    static NodeProcess start(String script) {
        try {
            Path folder = Files.createTempDirectory("plimsoll-node");
            Files.createSymbolicLink(
                    folder.resolve("node_modules"),
                    Path.of(System.getenv(SDKS)).toAbsolutePath().resolve("node_modules"));
            for (String source : List.of("application.mjs", script)) {
                Files.copy(SOURCES.resolve(source), folder.resolve(source));
            }
            Process process = new ProcessBuilder("node", script)
                    .directory(folder.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            return new NodeProcess(folder, process);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Does one thing.
     *
     * @param word what {@code command} needs to know, empty for nothing
     * @return {@code {"told": …}} or {@code {"failed": …}}
     */
    JsonNode run(String command, URI gateway, String word) {
        var line = JSON.createObjectNode()
                .put("command", command)
                .put("address", gateway.toString())
                .put("word", word);
        try {
            commands.write(line + "\n");
            commands.flush();
            String answer = answers.readLine();
            if (answer == null) {
                throw new AssertionError("node ended while it was to " + command);
            }
            return JSON.readTree(answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            commands.close();
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            throw new AssertionError(e);
        }
    }
}
