package io.plimsoll.gateway.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class NeededNamesTest {

    @Test
    void nameThatStandsInTheQuestionAloneIsNeeded() {
        NeededNames needed = NeededNames.of("Where is parse_header set?", prompt("Where is parse_header set?"));
        assertThat(needed.isEmpty()).isFalse();
        assertThat(needed.areIn("def parse_header(line):")).isTrue();
        assertThat(needed.areIn("def parse_headers(lines):")).isFalse();
    }

    @Test
    void nameThatCanBeReadElsewhereIsNotNeeded() {
        NeededNames needed =
                NeededNames.of("Where is parse_header set?", prompt("def parse_header\nWhere is parse_header set?"));
        assertThat(needed.isEmpty()).isTrue();
    }

    @Test
    void questionWithoutNamesNeedsNone() {
        assertThat(NeededNames.of("Go on, please.", prompt("Go on, please.")).isEmpty())
                .isTrue();
    }

    @Test
    void whoHasNoToolsNeedsWhateverIsRelevant() {
        assertThat(NeededNames.ANY.isEmpty()).isFalse();
        assertThat(NeededNames.ANY.areIn("The dog is a beagle.")).isTrue();
    }

    private static byte[] prompt(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
