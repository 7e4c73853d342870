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
    void comparesWaysToKeepARecordedSessionUnderACap() throws Exception {
        Path raw = folder.resolve("cuts.json");

        int exit = execute(
                "cuts", toolLoop().toString(), "--caps", "2k", "--json", raw.toString(), "--proxy", "none=absent");

        assertThat(exit).as(err.toString()).isZero();
        assertThat(out.toString()).contains("none: left out, since 'absent' is not installed.");
        JsonNode rows = JsonMapper.shared().readTree(raw.toFile()).path("rows");
        assertThat(rows)
                .extracting(row -> row.path("contestant").asString())
                .containsExactly(
                        "Plimsoll without recall",
                        "Plimsoll",
                        "none",
                        "recency trim",
                        "mask every turn, keep 10",
                        "mask in batches",
                        "cliff-like, cut 98 %",
                        "plain digest");
        assertThat(rows.path(2).path("kvShare").asDouble()).isEqualTo(1);
        assertThat(rows.path(2).path("prefillMultiple").asDouble()).isEqualTo(1);
        assertThat(rows.path(2).path("inLine").asDouble()).isEqualTo(1);
        assertThat(rows).allSatisfy(row -> {
            assertThat(row.path("kv").path("turns").asInt()).isEqualTo(30);
            assertThat(row.path("kv").path("refused").asInt()).isZero();
            assertThat(row.path("literals").path("far").path("used").asInt()).isEqualTo(1);
        });
        assertThat(rows.path(1).path("kv").path("overCap").asInt()).isZero();
        assertThat(rows.path(1).path("kvShare").asDouble()).isLessThan(.7);
    }

    /** Thirty reads of some 200 tokens, of which the last looks for a name that stood in the first. */
    private Path toolLoop() throws Exception {
        var mapper = JsonMapper.shared();
        var messages = mapper.createArrayNode();
        messages.addObject().put("role", "user").put("content", "Find out where the hull is measured.");
        for (int i = 0; i < 30; i++) {
            String query = i == 29 ? "maxDraught0" : "part " + i;
            messages.addObject()
                    .put("role", "assistant")
                    .put("content", "Next.")
                    .putArray("tool_calls")
                    .addObject()
                    .put("id", "c" + i)
                    .put("type", "function")
                    .putObject("function")
                    .put("name", "grep")
                    .put("arguments", mapper.createObjectNode().put("q", query).toString());
            messages.addObject()
                    .put("role", "tool")
                    .put("tool_call_id", "c" + i)
                    .put("content", "int maxDraught" + i + " = 7;\n" + "the hold is full of grain\n".repeat(30));
        }
        Path file = folder.resolve("loop.json");
        mapper.writeValue(file.toFile(), mapper.createObjectNode().set("messages", messages));
        return file;
    }

    @Test
    void asksForPlantedFacts() throws Exception {
        Files.writeString(folder.resolve("chat_meta.json"), """
                {"facts": [{"question": "Where did Rachel move to?", "question_type": "user", "keywords": ["Lisbon"],
                            "message_start": 0, "message_end": 0}]}
                """);
        var chat = JsonMapper.shared().createArrayNode();
        for (int i = 0; i < 40; i++) {
            String text =
                    i == 0 ? "Rachel moved to Lisbon in May." : "The weather was fine on day " + i + ". ".repeat(9);
            chat.addObject().put("role", "user").put("content", text);
            chat.addObject().put("role", "assistant").put("content", "I see, thank you for telling me about it.");
        }
        JsonMapper.shared().writeValue(folder.resolve("chat.json").toFile(), chat);

        int exit = execute("facts", folder.resolve("chat.json").toString(), "--keep", "100,30", "--stride", "1");

        assertThat(exit).as(err.toString()).isZero();
        assertThat(out.toString())
                .containsPattern("chat \\| 30 \\| \\d+ \\| recency trim \\| 0.0 \\| 1/1")
                .containsPattern("chat \\| 30 \\| \\d+ \\| cliff-like with BM25 recall \\| 100.0 \\| 0/1")
                .containsPattern("chat \\| 30 \\| \\d+ \\| Plimsoll \\| 100.0 \\| 0/1");
    }

    @Test
    void holdsRandomConversations() {
        int exit = execute("legality", "--count", "60", "--seed", "5", "--threads", "2");

        assertThat(exit).as(out.toString()).isZero();
        assertThat(out.toString()).contains("| 5–64 |").doesNotContain("seed 5:");
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
