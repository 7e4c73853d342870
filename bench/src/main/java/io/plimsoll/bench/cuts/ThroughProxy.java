package io.plimsoll.bench.cuts;

import io.plimsoll.backends.sim.SimulatedEngineOptions;
import io.plimsoll.bench.ServerProcess;
import io.plimsoll.bench.cuts.baseline.Baseline;
import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Somebody else's proxy, in a process of its own.
 *
 * @param label how tables call it
 * @param command starts it, words separated by spaces; {@code {port}} is where it has to listen, {@code {upstream}} the
 *     engine's address without a path, {@code {cap}} the cap in tokens
 * @param counts the run's counter
 */
record ThroughProxy(String label, String command, Counts counts) implements Contestant {

    /** Those that are tried where no other is named: from PyPI {@code headroom-ai} and {@code cliffcompaction}. */
    static List<ThroughProxy> known(Counts counts) {
        return List.of(
                new ThroughProxy(
                        "headroom",
                        "headroom proxy --port {port} --openai-api-url {upstream}/v1 --rpm 1000000 --no-telemetry",
                        counts),
                new ThroughProxy(
                        "cliffcompaction",
                        "cliff serve --port {port} --openai-upstream {upstream} --threshold {cap}",
                        counts));
    }

    @Override
    public Optional<String> missing() {
        String program = command.split(" ")[0];
        boolean found = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder).resolve(program))
                .anyMatch(Files::isExecutable);
        return found ? Optional.empty() : Optional.of("'" + program + "' is not installed");
    }

    @Override
    public Route open(int cap, SimulatedEngineOptions options) throws Exception {
        LoneEngine engine = LoneEngine.start(options);
        try {
            int port = ServerProcess.freePort();
            Path log = Files.createTempFile("plimsoll-proxy", ".log");
            ServerProcess process = ServerProcess.start(words(port, engine, cap), log);
            process.awaitListening(port);
            return new Started(
                    URI.create("http://127.0.0.1:" + port),
                    () -> Baseline.NONE.cutter(cap, counts),
                    List.of(() -> Files.delete(log), engine, process));
        } catch (Exception failed) {
            engine.close();
            throw failed;
        }
    }

    private List<String> words(int port, LoneEngine engine, int cap) {
        return Arrays.stream(command.split(" +"))
                .map(word -> word.replace("{port}", Integer.toString(port))
                        .replace("{upstream}", engine.url().toString())
                        .replace("{cap}", Integer.toString(cap)))
                .toList();
    }
}
