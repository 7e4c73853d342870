package io.plimsoll.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A server of a run, in a process of its own with whatever it forks. Ends with this JVM at the latest. */
public final class ServerProcess implements AutoCloseable {

    private static final Duration READY_LIMIT = Duration.ofMinutes(3);
    private static final Duration END_LIMIT = Duration.ofSeconds(10);
    /** The unit of {@code /proc/PID/stat}: USER_HZ, which is 100 on x86 and ARM. */
    private static final double TICKS_PER_SECOND = 100;

    private static final int USER_TIME = 11;
    private static final int SYSTEM_TIME = 12;

    private final Process process;
    private final Path log;
    private final Thread onExit;

    private ServerProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
        this.onExit = new Thread(this::destroy);
    }

    /**
     * Starts a server; one that runs on Java has this JVM's class path.
     *
     * @param log where its output goes
     */
    public static ServerProcess start(List<String> command, Path log) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        // No argument: ONNX Runtime 1.29 crashes in a process whose command line has more than some 4 KB.
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        Process process = builder.start();
        var server = new ServerProcess(process, log);
        Runtime.getRuntime().addShutdownHook(server.onExit);
        return server;
    }

    /** A port of loopback that nobody listens on now. */
    public static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Waits until something listens on the port. */
    public void awaitListening(int port) throws IOException, InterruptedException {
        long limit = System.nanoTime() + READY_LIMIT.toNanos();
        while (System.nanoTime() < limit && process.isAlive()) {
            try (var socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
                return;
            } catch (IOException notYet) {
                Thread.sleep(20);
            }
        }
        throw notReady();
    }

    /** The first line that the server writes, as a number: its port. */
    public int awaitPort() throws IOException, InterruptedException {
        long limit = System.nanoTime() + READY_LIMIT.toNanos();
        while (System.nanoTime() < limit && process.isAlive()) {
            String output = Files.readString(log);
            if (output.contains("\n")) {
                return Integer.parseInt(output.lines().findFirst().orElse(""));
            }
            Thread.sleep(20);
        }
        throw notReady();
    }

    /** Processor time of the server with all its children since it started, in seconds; what has ended does not count. */
    public double cpuSeconds() throws IOException {
        double ticks = 0;
        for (ProcessHandle each : all().toList()) {
            String stat = Files.readString(Path.of("/proc/" + each.pid() + "/stat"));
            // the name, in parentheses, may hold anything
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            ticks += Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME]);
        }
        return ticks / TICKS_PER_SECOND;
    }

    @Override
    public void close() throws InterruptedException {
        destroy();
        if (!process.waitFor(END_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            all().forEach(ProcessHandle::destroyForcibly);
            process.waitFor();
        }
        Runtime.getRuntime().removeShutdownHook(onExit);
    }

    private void destroy() {
        // nginx ends its workers itself, and its master would start another one for each that is killed
        process.destroy();
    }

    private Stream<ProcessHandle> all() {
        return Stream.concat(
                Stream.of(process.toHandle()), process.descendants().filter(ProcessHandle::isAlive));
    }

    private BenchFailure notReady() throws IOException {
        String output = Files.readString(log);
        return new BenchFailure("a server did not start; it wrote: "
                + output.substring(Math.max(0, output.length() - 2_000)).strip());
    }
}
