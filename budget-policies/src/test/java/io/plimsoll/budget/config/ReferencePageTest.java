package io.plimsoll.budget.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReferencePageTest {

    @Test
    void committedPageSaysWhatTheSchemaSays() throws Exception {
        Path page = RepositoryRoot.resolve("docs/reference/policy-file.md");
        if (Boolean.getBoolean("plimsoll.writeDocs")) {
            Files.createDirectories(page.getParent());
            Files.writeString(page, ReferencePage.write());
        }

        assertThat(page)
                .as("write it anew with -Dtest=ReferencePageTest -Dplimsoll.writeDocs=true")
                .hasContent(ReferencePage.write());
    }
}
