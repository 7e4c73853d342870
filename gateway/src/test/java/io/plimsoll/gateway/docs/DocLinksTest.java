package io.plimsoll.gateway.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

class DocLinksTest {

    static Stream<String> pages() {
        return Repository.pages().stream().map(Repository::nameOf);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyLinkLeadsToAFileAndAHeading(String name) {
        MarkdownPage page = MarkdownPage.read(name);

        assertThat(page.links())
                .filteredOn(link -> !link.matches("[a-z]+:.*"))
                .allSatisfy(link -> assertLeadsSomewhere(page, link));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyJsonBlockIsJson(String name) {
        assertThat(MarkdownPage.read(name).blocksIn("json"))
                .allSatisfy(block ->
                        assertThat(JsonMapper.shared().readTree(block.text())).isNotNull());
    }

    private static void assertLeadsSomewhere(MarkdownPage from, String link) {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty()
                ? from.file()
                : from.file().resolveSibling(parts[0]).normalize();
        assertThat(Files.exists(target)).as(link).isTrue();
        if (parts.length == 2) {
            assertThat(MarkdownPage.read(target).anchors()).as(link).contains(parts[1]);
        }
    }
}
