package io.plimsoll.gateway.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

class ChangelogTest {

    private static final Set<String> KINDS = Set.of("breaking", "added", "changed", "fixed", "security");

    static Stream<String> entries() {
        return Repository.walk(Repository.resolve("changelog/unreleased"), 1)
                .map(Path::getFileName)
                .map(Path::toString)
                .sorted();
    }

    @ParameterizedTest
    @MethodSource("entries")
    void everyEntrySaysWhatChangedForUsers(String name) {
        JsonNode entry = YAMLMapper.shared().readTree(Repository.read("changelog/unreleased/" + name));

        assertThat(name).matches("\\d{4}-[a-z0-9-]+\\.yaml");
        assertThat(KINDS).contains(entry.path("kind").asString(""));
        assertThat(entry.path("text").asString("")).isNotBlank().endsWith(".");
        assertThat(entry.has("migration"))
                .isEqualTo(entry.path("kind").asString("").equals("breaking"));
    }
}
