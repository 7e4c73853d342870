package io.plimsoll.gateway.agents;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An agent that runs. Closing it ends it, and whatever it has started. Not thread-safe. */
final class AgentProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final Path output;
    private final Path errors;
    private final Set<ProcessHandle> started = new HashSet<>();

    private AgentProcess(Process process, Path output, Path errors) {
        this.process = process;
        this.output = output;
        this.errors = errors;
    }

    /**
     * How an agent ended.
     *
     * @param output what it wrote for people
     * @param errors what it wrote beside that
     */
    record Ended(int exitCode, String output, String errors) {}

    /**
     * Starts a command in a workspace.
     *
     * @param environment all that it finds in its environment
     */
    static AgentProcess start(Workspace workspace, List<String> command, Map<String, String> environment) {
        try {
            Path output = Files.createTempFile(workspace.file(""), "output", "");
            Path errors = Files.createTempFile(workspace.file(""), "errors", "");
            var builder = new ProcessBuilder(command)
                    .directory(workspace.folder().toFile())
                    .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                    .redirectOutput(output.toFile())
                    .redirectError(errors.toFile());
            builder.environment().clear();
            builder.environment().putAll(environment);
            return new AgentProcess(builder.start(), output, errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it has ended by itself. */
    Ended awaitEnd() {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("the agent did not end: " + written());
            }
            return new Ended(process.exitValue(), Files.readString(output), Files.readString(errors));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Interrupts it with all that it has started, as a terminal does on Ctrl-C. */
    void interrupt() {
        String pids = Stream.concat(Stream.of(process.toHandle()), lookForStarted().stream())
                .map(one -> Long.toString(one.pid()))
                .collect(Collectors.joining(" "));
        try {
            new ProcessBuilder("sh", "-c", "kill -INT " + pids).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        lookForStarted();
        process.destroyForcibly();
        started.forEach(ProcessHandle::destroyForcibly);
        process.onExit().join();
    }

    /** What it has started so far; a child whose parent has ended is found no more, so all are remembered. */
    private Set<ProcessHandle> lookForStarted() {
        process.descendants().forEach(started::add);
        return started;
    }

    private String written() throws IOException {
        return Files.readString(output) + Files.readString(errors);
    }
}
