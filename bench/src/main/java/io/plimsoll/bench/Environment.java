package io.plimsoll.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Where a result was measured: without it a figure means nothing.
 *
 * @param at when the run began
 * @param commit the commit that was measured, with {@code -dirty} where files had changed; {@code unknown} outside a clone
 * @param cores processors that all processes of the run shared
 * @param cpu the processor's name
 * @param system operating system and version
 * @param jdk the Java that ran everything
 * @param load load average before the run: what other work disturbed it
 */
public record Environment(Instant at, String commit, int cores, String cpu, String system, String jdk, String load) {

    /** This machine, now. */
    public static Environment here() {
        return new Environment(
                Instant.now().truncatedTo(ChronoUnit.SECONDS),
                firstLine("git", "describe", "--always", "--dirty", "--abbrev=10")
                        .orElse("unknown"),
                Runtime.getRuntime().availableProcessors(),
                processorName(),
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"),
                System.getProperty("java.vendor.version", "") + " " + Runtime.version(),
                lineOf(Path.of("/proc/loadavg"), "").orElse("unknown"));
    }

    /** The first line that a program prints; empty where there is no such program. */
    public static Optional<String> firstLine(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return output.lines().findFirst();
        } catch (IOException missing) {
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static String processorName() {
        return lineOf(Path.of("/proc/cpuinfo"), "model name")
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .orElse("unknown");
    }

    private static Optional<String> lineOf(Path file, String start) {
        try {
            List<String> lines = Files.readAllLines(file);
            return lines.stream().filter(line -> line.startsWith(start)).findFirst();
        } catch (IOException missing) {
            return Optional.empty();
        }
    }
}
