package io.plimsoll.gateway.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.gateway.responses.CompactPage;
import io.plimsoll.gateway.responses.ResponsePages;
import io.plimsoll.gateway.surface.Surfaces;
import io.vertx.core.http.HttpMethod;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page of paths against what is served. */
class PathsPageTest {

    private static final Pattern PATH = Pattern.compile("`(GET|POST|DELETE) (/v1/[^`]+)`");

    @Test
    void namesEveryPathWhoseBodyIsReadAndNoOther() {
        Set<String> served = new TreeSet<>(new Surfaces().paths());
        served.add(CompactPage.PATH);

        assertThat(paths("POST")).isEqualTo(served);
    }

    @Test
    void namesPagesOfKeptResponsesThatThereAre() {
        assertThat(paths("GET"))
                .filteredOn(path -> path.startsWith("/v1/responses/"))
                .isNotEmpty()
                .allMatch(path -> ResponsePages.cover(HttpMethod.GET, path.replace("{id}", "resp_1")));
        assertThat(paths("DELETE")).allMatch(path -> ResponsePages.cover(HttpMethod.DELETE, path.replace("{id}", "r")));
    }

    private static Set<String> paths(String method) {
        return PATH.matcher(Repository.read("docs/reference/paths.md"))
                .results()
                .filter(found -> found.group(1).equals(method))
                .map(found -> found.group(2))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
