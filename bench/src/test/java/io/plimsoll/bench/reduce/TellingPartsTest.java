package io.plimsoll.bench.reduce;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TellingPartsTest {

    @Test
    void tellsChangesFromHeadersAndContext() {
        assertThat(TellingParts.CHANGES.of("+added")).contains("+added");
        assertThat(TellingParts.CHANGES.of("--- a/file")).isEmpty();
        assertThat(TellingParts.CHANGES.of("context")).isEmpty();
    }

    @Test
    void tellsDeclarationsFromStatements() {
        assertThat(TellingParts.DECLARATIONS.of("public final class A {")).contains("public final class A {");
        assertThat(TellingParts.DECLARATIONS.of("import java.util.List;")).isPresent();
        assertThat(TellingParts.DECLARATIONS.of("classes.add(a);")).isEmpty();
    }

    @Test
    void takesThePathFromAMatchAndTheFoldersFromAPath() {
        assertThat(TellingParts.MATCHES.of("src/A.java:12:class A {")).contains("12:class A {");
        assertThat(TellingParts.MATCHES.of("src/main/A.java")).contains("A.java");
        assertThat(TellingParts.MATCHES.of("Found 3 files")).isEmpty();
    }
}
