package io.plimsoll.compression.reduce.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.compression.reduce.Reading;
import io.plimsoll.compression.reduce.ReducerContract;
import io.plimsoll.compression.reduce.Target;
import io.plimsoll.compression.reduce.ToolText;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LogExtractTest {

    @Test
    void keepsErrorsAndWholeTracesWithTheirContext() {
        String extract = reduced(LogSamples.failing(400), 700, "").orElseThrow();

        assertThat(extract)
                .contains(LogSamples.JAVA_TRACE)
                .contains("connection refused by 10.0.0.7:5432")
                .containsPattern("\\[… \\d+ lines: \\d+ WARN, \\d+ INFO left out …]");
        assertThat(ReducerContract.tokens(extract)).isBetween(500, 700);
    }

    @Test
    void keepsWhatTheGoalNames() {
        assertThat(reduced(LogSamples.service(400), 300, "What became of \"TID 1234\"?")
                        .orElseThrow())
                .contains("(TID 1234)");
    }

    @Test
    void keepsEveryErrorOfAFloodInTemplatesWhereThatMakesRoom() {
        String flood = LogSamples.flood(300);
        int room = (int) (.6 * ReducerContract.tokens(flood));

        String extract = reduced(flood, room, "").orElseThrow();

        assertThat(TemplateText.read(extract)).contains(flood);
    }

    @Test
    void countsTheErrorsOfAFloodThatFindNoRoom() {
        String flood = LogSamples.flood(3_000);
        String extract = reduced(flood, 500, "").orElseThrow();

        assertThat(extract).containsPattern("\\[… \\d+ lines: \\d+ ERROR left out …]");
        assertThat(TemplateText.read(extract).orElseThrow())
                .contains("connection 0 to")
                .contains("connection 2999 to");
    }

    @Test
    void readsALogThatWasWrittenInTemplates() {
        String log = LogSamples.failing(400);
        String templates = TemplateText.write(log).orElseThrow();

        assertThat(reduced(templates, 700, "")).isEqualTo(reduced(log, 700, ""));
    }

    @Test
    void clipsATraceThatIsLongInItsMiddle() {
        String frames = "\tat org.example.Deep.down(Deep.java:1)\n".repeat(500);
        String log = LogSamples.service(50) + "\njava.lang.StackOverflowError\n" + frames + LogSamples.service(50);

        assertThat(reduced(log, 900, "").orElseThrow().lines().filter(line -> line.startsWith("\tat ")))
                .hasSizeBetween(30, 45);
    }

    private static Optional<String> reduced(String text, int tokens, String goal) {
        return new LogExtract()
                .reduce(
                        Reading.of(new ToolText("call", "bash", "{}", text)),
                        new Target(tokens, goal, ReducerContract::tokens));
    }
}
