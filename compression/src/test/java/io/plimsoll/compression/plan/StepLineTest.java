package io.plimsoll.compression.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.budget.tokens.PromptCall;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StepLineTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            read_file | {"limit":5,"path":"src/a.py"}     | read_file src/a.py (2 lines)
            bash      | {"command":"mvn test\\n-q"}       | bash: mvn test… (2 lines)
            search    | {"depth":2,"topic":"cuts"}        | search: 2 (2 lines)
            shell     | {"command":["git","status"]}      | shell: ["git","status"] (2 lines)
            patch     | *** Begin Patch                   | patch: *** Begin Patch (2 lines)
            list      | {}                                | list (2 lines)
            """)
    void namesTheToolAndItsMostTellingArgument(String tool, String arguments, String line) {
        assertThat(StepLine.of(new PromptCall("1", tool, arguments), "a\nb")).isEqualTo(line);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            one                                  | 1 line
            `Error: no such file\nat line 3`     | 2 lines, error: Error: no such file…
            `compiling\nexit code: 2`            | 2 lines, error: exit code 2
            `compiling\nexit code: 0`            | 2 lines
            `a\nb\nc\nan error in a source file` | 4 lines
            """)
    void saysHowItWent(String result, String outcome) {
        assertThat(StepLine.of(new PromptCall("1", "bash", "{}"), result)).isEqualTo("bash (" + outcome + ")");
    }

    @Test
    void saysWhenThereIsNoResultOrAnEmptyOne() {
        assertThat(StepLine.of(new PromptCall("1", "bash", "{}"), null)).isEqualTo("bash (no result)");
        assertThat(StepLine.of(new PromptCall("1", "bash", "{}"), " \n")).isEqualTo("bash (empty)");
    }

    @Test
    void clipsALongArgumentAndSplitsNoCharacter() {
        String line = StepLine.of(new PromptCall("1", "ask", "{\"query\":\"" + "x".repeat(119) + "🙂🙂\"}"), "a");

        assertThat(line).isEqualTo("ask: " + "x".repeat(119) + "… (1 line)");
    }
}
