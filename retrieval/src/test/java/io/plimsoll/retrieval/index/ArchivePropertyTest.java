package io.plimsoll.retrieval.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.budget.LaneKey;
import io.plimsoll.retrieval.ArchiveDocument;
import io.plimsoll.retrieval.Conversations;
import io.plimsoll.retrieval.Origin;
import io.plimsoll.retrieval.Passage;
import io.plimsoll.retrieval.rank.SessionPassages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.lucene.store.ByteBuffersDirectory;

class ArchivePropertyTest {

    @Property(tries = 60)
    void givesBackEveryTextOnceAndVerbatim(@ForAll("documents") List<ArchiveDocument> documents) throws IOException {
        try (var index = PassageIndex.open(new ByteBuffersDirectory())) {
            index.add(documents.subList(0, documents.size() / 2));
            index.add(documents);

            for (var key : keys(documents)) {
                var session = session(index, key);
                var expected = documents.stream()
                        .filter(document -> key(document).equals(key))
                        .collect(Collectors.toMap(
                                ArchiveDocument::contentHash, document -> document, (first, later) -> first));
                for (var passage : session) {
                    var document =
                            Objects.requireNonNull(expected.get(passage.place().contentHash()));
                    assertThat(document.text()
                                    .startsWith(passage.text(), passage.place().start()))
                            .isTrue();
                    assertThat(passage.origin()).isEqualTo(document.origin());
                    assertThat(passage.place().lane()).isEqualTo(document.lane());
                }
                assertThat(session.stream()
                                .mapToInt(passage ->
                                        passage.text().replaceAll("\\s", "").length())
                                .sum())
                        .isEqualTo(expected.values().stream()
                                .mapToInt(document ->
                                        document.text().replaceAll("\\s", "").length())
                                .sum());
            }
        }
    }

    @Property(tries = 60)
    void deletesOneSessionAndNothingElse(@ForAll("documents") List<ArchiveDocument> documents) throws IOException {
        try (var index = PassageIndex.open(new ByteBuffersDirectory())) {
            index.add(documents);
            for (var key : keys(documents)) {
                var others = keys(documents).stream()
                        .filter(other -> !other.equals(key))
                        .collect(Collectors.toMap(other -> other, other -> sizeOf(index, other)));
                int passages = sizeOf(index, key);

                assertThat(index.delete(TenantScope.of(key.tenant(), key.session())))
                        .isEqualTo(passages);

                assertThat(sizeOf(index, key)).isZero();
                assertThat(others)
                        .allSatisfy((other, size) ->
                                assertThat(sizeOf(index, other)).isEqualTo(size));
                index.add(documents);
            }
        }
    }

    @Provide
    Arbitrary<List<ArchiveDocument>> documents() {
        var names = Arbitraries.of("a", "b", "a:b", "\u0000");
        var texts = Arbitraries.of("The tide is out. ", "\n", "crane_7 ", "😀", "x".repeat(300), "{\"k\":[1]},")
                .list()
                .ofMaxSize(12)
                .map(parts -> String.join("", parts));
        var origins = Arbitraries.of(
                Origin.of("user", Conversations.NOON), new Origin("tool", "read", "src/App.java", Conversations.NOON));
        return Combinators.combine(
                        names,
                        names,
                        Arbitraries.of("main", "scout"),
                        Arbitraries.integers().between(0, 9),
                        origins,
                        texts)
                .as((tenant, session, lane, position, origin, text) -> new ArchiveDocument(
                        new LaneKey(tenant, session, lane),
                        "hash-" + text.length() + text,
                        position,
                        origin,
                        text + "."))
                .list()
                .ofMinSize(1)
                .ofMaxSize(12);
    }

    private static List<SessionKey> keys(List<ArchiveDocument> documents) {
        return documents.stream().map(ArchivePropertyTest::key).distinct().toList();
    }

    private static SessionKey key(ArchiveDocument document) {
        return new SessionKey(document.lane().tenant(), document.lane().session());
    }

    private static List<Passage> session(PassageIndex index, SessionKey key) throws IOException {
        return index.session(key, Optional.empty()).stream()
                .map(SessionPassages.Stored::passage)
                .toList();
    }

    private static int sizeOf(PassageIndex index, SessionKey key) {
        try {
            return session(index, key).size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
