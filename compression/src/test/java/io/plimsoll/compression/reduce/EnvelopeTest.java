package io.plimsoll.compression.reduce;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Exit code: 0\nWall time: 1.2 seconds\nOutput:\nBODY",
                "Chunk ID: a1b2\nWall time: 0.1 seconds\nProcess exited with code 0\nOriginal token count: 12\nOutput:\nBODY",
                "Command: ls\nDirectory: (root)\nStdout: BODY\nStderr: (empty)\nError: (none)\nExit Code: 0\nSignal: (none)",
                "Output: BODY\nError: (none)\nExit Code: 0\nBackground PIDs: (none)\nProcess Group PGID: 12",
                "<path>/a/b</path>\n<type>file</type>\n<content>BODY",
                "BODY\n[The command completed with exit code 0.]\n[Current working directory: /a]\n[Python interpreter: /b]",
                "[File: /a.py (3 lines total)]\nBODY\n(Open file: /a.py)\n(Current directory: /)\nbash-$",
                "<output>\nBODY\n</output>\n"
            })
    void findsWhatTheToolAnswered(String text) {
        assertThat(Envelope.of(text).body().replace("<content>", "")).isEqualTo("BODY");
    }

    @Test
    void takesATextWithoutOneWhole() {
        assertThat(Envelope.of("a\nb")).isEqualTo(new Envelope("", "a\nb", ""));
        assertThat(Envelope.of("")).isEqualTo(new Envelope("", "", ""));
        assertThat(Envelope.of("\n\n").body()).isEqualTo("\n\n");
    }

    @Provide
    Arbitrary<String> wrapped() {
        return Arbitraries.of(
                        "Exit code: 1",
                        "Output:",
                        "Output: x",
                        "</file>",
                        "<file>",
                        "BODY",
                        "",
                        "Error: (none)",
                        "\n",
                        "\n")
                .list()
                .ofMaxSize(20)
                .map(parts -> String.join("", parts));
    }

    @Property(tries = 300, seed = "20261125")
    void losesNothing(@ForAll("wrapped") String text) {
        Envelope envelope = Envelope.of(text);

        assertThat(envelope.head() + envelope.body() + envelope.tail()).isEqualTo(text);
        assertThat(envelope.body().isEmpty()).isEqualTo(text.isEmpty());
    }
}
