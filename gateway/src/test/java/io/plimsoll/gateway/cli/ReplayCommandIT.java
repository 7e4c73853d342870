package io.plimsoll.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

@Timeout(60)
class ReplayCommandIT {

    @TempDir
    private Path folder;

    private String recording = "";
    private String config = "";

    @BeforeEach
    void writeFiles() throws Exception {
        recording = Files.writeString(folder.resolve("recording.json"), """
                [{"role":"user","content":"hi"},{"role":"assistant","content":"ho"},
                 {"role":"user","content":"%s"},{"role":"assistant","content":"I see."}]""".formatted("word ".repeat(300)))
                .toString();
        config = Files.writeString(folder.resolve("policy.yaml"), "archive: { embedding: none }\n")
                .toString();
    }

    @Test
    void printsARowForEachTurnAndTheTotals() {
        var run = CommandRun.of("replay", recording, "--config", config);

        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        assertThat(run.out())
                .containsPattern("session +turn +client +sent +stable +prefill +line +decision")
                .containsPattern("\n +1 +2 +\\d+ +\\d+ +\\d+ +\\d+ +\\d+ +pass")
                .containsPattern("turns +2 \\(0 cuts, 0 recalls, 0 refusals, 0 failures\\)")
                .containsPattern("KV token-turns against pass-through +100.0 %");
    }

    @Test
    void printsOneJsonObject() {
        var run = CommandRun.of("replay", recording, "--config", config, "--json");

        var report = JsonMapper.shared().readTree(run.out());
        assertThat(report.path("turns").size()).isEqualTo(2);
        assertThat(report.path("totals").path("turns").path("all").asInt()).isEqualTo(2);
        assertThat(report.path("kvRatio").asDouble()).isEqualTo(1);
    }

    @Test
    void exitsWithOneWhenATurnIsRefused() {
        var run = CommandRun.of("replay", recording, "--config", config, "--cap", "100", "--quiet");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).startsWith("turns").contains("1 refusals");
    }
}
