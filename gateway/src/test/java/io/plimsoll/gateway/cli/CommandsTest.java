package io.plimsoll.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandsTest {

    @ParameterizedTest
    @ValueSource(strings = {"replay", "demo"})
    void explainsItself(String command) {
        var run = CommandRun.of(command, "--help");

        assertThat(run.status()).isZero();
        assertThat(run.out()).startsWith("Usage: plimsoll " + command);
    }

    @Test
    void saysInOneSentenceThatAFileIsNoRecording(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("notes.txt"), "not a recording");

        var run = CommandRun.of("replay", file.toString());

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).isEqualToIgnoringNewLines("plimsoll: " + file + ": not JSON (line 1, column 1)");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void refusesATimeThatIsTooShortForADemo() {
        var run = CommandRun.of("demo", "--seconds", "1");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).isEqualToIgnoringNewLines("plimsoll: demo: seconds: 1 (expected: >= 2)");
    }

    @Test
    void refusesACapThatIsNoNumberOfTokens() {
        var run = CommandRun.of("replay", "file.json", "--cap", "deep");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("--cap", "deep");
    }
}
