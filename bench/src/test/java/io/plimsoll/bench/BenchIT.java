package io.plimsoll.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.plimsoll.bench.load.LoadBench;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs each benchmark for a moment; what it measures is nobody's business here. */
class BenchIT {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder;

    @Test
    void comparesTheGatewayWithNginxUnderLoad() {
        assumeThat(LoadBench.missingTools()).isEmpty();
        Path raw = folder.resolve("raw.json");

        int exit = execute(
                ("load --sizes 64 --seconds 1 --warm-up 1 --rounds 1 --connections 2 --sessions 2 --streams 4 --json "
                                + raw)
                        .split(" "));

        assertThat(exit).as(err.toString()).isZero();
        assertThat(out.toString()).contains("| 64 KiB | nginx |", "| 64 KiB | pass-through |");
        JsonNode result = JsonMapper.shared().readTree(raw.toFile());
        assertThat(result.path("load"))
                .extracting(run -> run.path("variant").asString())
                .containsExactly("nginx", "pass-through", "pipeline", "replayed cut");
        assertThat(result.path("load"))
                .allSatisfy(run ->
                        assertThat(run.path("requestsPerSecond").asDouble()).isPositive());
        assertThat(result.path("latency")).hasSize(5);
        assertThat(result.path("firstBytes")).hasSize(6);
    }

    @Test
    void showsHowFarCountsAreFromAnEnginesOwn() throws Exception {
        Path session = folder.resolve("session.json");
        Files.writeString(session, """
                {"messages": [
                  {"role": "system", "content": "You are a careful engineer who explains what was changed and why."},
                  {"role": "user", "content": "Why does the build fail after the last commit? Look at the log."},
                  {"role": "assistant", "content": "A test expects the old message of the exception."},
                  {"role": "user", "content": "Please mend the test, and say in one sentence what you did."},
                  {"role": "assistant", "content": "The test now expects the new message."}]}
                """, StandardCharsets.UTF_8);

        int exit = execute(
                "tokens", session.toString(), "--tokenizer", "cl100k_base", "--engine-tokenizer", "cl100k_base");

        assertThat(exit).as(err.toString()).isZero();
        assertThat(out.toString())
                .contains("2 requests of 1 files")
                .contains("| as counted | 0.00 % | 0.00 % | 0.00 % |");
    }

    @Test
    void saysInOneSentenceWhyARecordingCannotBeRead() {
        int exit = execute("tokens", folder.resolve("absent.json").toString());

        assertThat(exit).isEqualTo(1);
        assertThat(err.toString().strip())
                .startsWith("bench: ")
                .contains("absent.json")
                .doesNotContain("\n");
    }

    @Test
    void runsEveryMicrobenchmark() throws Exception {
        var options = new OptionsBuilder()
                .forks(0)
                .warmupIterations(0)
                .measurementIterations(1)
                .measurementTime(TimeValue.milliseconds(10))
                .param("kib", "64")
                .param("lanes", "100")
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .build();

        assertThat(new Runner(options).run()).hasSizeGreaterThan(10);
    }

    private int execute(String... arguments) {
        return Bench.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
