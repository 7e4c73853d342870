package io.plimsoll.bench.load;

import io.plimsoll.bench.BenchFailure;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The load generator: closed loops of wrk, which send the bodies of a folder in turn. It costs less processor time than
 * anything it measures, and the same for all of it.
 */
final class Wrk {

    private static final String SCRIPT = """
            local requests, at = {}, 0

            function init(args)
              for i = 0, tonumber(args[2]) - 1 do
                local file = assert(io.open(args[1] .. "/" .. i, "rb"))
                requests[i + 1] = wrk.format("POST", nil, {
                  ["content-type"] = "application/json",
                  ["x-session-id"] = args[3] .. "-" .. i,
                }, file:read("*a"))
                file:close()
              end
            end

            function request()
              at = at % #requests + 1
              return requests[at]
            end

            function done(summary, latency)
              local errors = summary.errors
              io.write(string.format("\\nRESULT %d %d %d %d %d\\n",
                summary.requests, summary.duration,
                errors.connect + errors.read + errors.write + errors.status + errors.timeout,
                latency:percentile(50), latency:percentile(99)))
            end
            """;

    private final Path script;
    private final int sessions;

    /**
     * @param folder where the script may be written
     * @param sessions how many bodies each folder has, named 0, 1, …
     */
    Wrk(Path folder, int sessions) throws IOException {
        this.script = folder.resolve("load.lua");
        this.sessions = sessions;
        Files.writeString(script, SCRIPT);
    }

    /**
     * What one run did.
     *
     * @param requests answered
     * @param seconds how long it ran
     * @param p50Micros median from request to whole answer
     * @param p99Micros its 99th percentile
     */
    record Run(long requests, double seconds, long p50Micros, long p99Micros) {}

    /**
     * Runs a load to its end.
     *
     * @param name begins the names of its sessions
     * @throws BenchFailure if any request failed: errors are answered faster than work is done
     */
    Run run(URI url, Path bodies, String name, int connections, int seconds) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(
                        Tools.WRK.path(),
                        "-t1",
                        "-c" + connections,
                        "-d" + seconds + "s",
                        "--timeout",
                        "30s",
                        "-s",
                        script.toString(),
                        url.toString(),
                        "--",
                        bodies.toString(),
                        Integer.toString(sessions),
                        name))
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        String[] result = output.lines()
                .filter(line -> line.startsWith("RESULT "))
                .findFirst()
                .orElseThrow(() -> new BenchFailure("wrk failed: " + output.strip()))
                .split(" ");
        long requests = Long.parseLong(result[1]);
        long errors = Long.parseLong(result[3]);
        if (requests == 0 || errors > 0) {
            throw new BenchFailure("load on " + url + ": " + errors + " errors in " + requests
                    + " requests (expected: none): " + output.strip());
        }
        return new Run(requests, Long.parseLong(result[2]) / 1e6, Long.parseLong(result[4]), Long.parseLong(result[5]));
    }
}
