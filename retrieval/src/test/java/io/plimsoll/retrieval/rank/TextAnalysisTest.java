package io.plimsoll.retrieval.rank;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextAnalysisTest {

    @Test
    void leavesTheWordsThatCount() {
        assertThat(TextAnalysis.terms("Where were Ingrid's brakes fitted, and don’t you’re mind?"))
                .containsExactly("ingrid", "brake", "fit", "mind");
    }

    @Test
    void takesNamesOfCodeApart() {
        assertThat(TextAnalysis.terms("src/ledger/block_ledger.java:42"))
                .containsExactly("src", "ledger", "block", "ledger", "java", "42");
    }

    @Test
    void knowsLettersBeyondAscii() {
        assertThat(TextAnalysis.terms("Zürich ÅLESUND")).containsExactly("zürich", "ålesund");
    }

    @Test
    void leavesOutEncodedData() {
        assertThat(TextAnalysis.terms("key " + "A1".repeat(40))).containsExactly("kei");
    }
}
