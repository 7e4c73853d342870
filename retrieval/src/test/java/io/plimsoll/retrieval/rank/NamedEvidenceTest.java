package io.plimsoll.retrieval.rank;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.budget.LaneKey;
import io.plimsoll.retrieval.Archive;
import io.plimsoll.retrieval.ArchiveDocument;
import io.plimsoll.retrieval.ArchiveListener;
import io.plimsoll.retrieval.ArchiveOptions;
import io.plimsoll.retrieval.Archives;
import io.plimsoll.retrieval.Origin;
import io.plimsoll.retrieval.Passage;
import io.plimsoll.retrieval.RecallQuery;
import io.plimsoll.retrieval.RecallQuery.Evidence;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NamedEvidenceTest {

    @Test
    void comesBackOnlyWhereTheQuestionWritesOutAName(@TempDir Path folder) {
        try (Archive archive =
                Archives.open(folder, ArchiveOptions.defaults(), Optional.empty(), ArchiveListener.NONE)) {
            archive.store(List.of(
                    document(1, "The retry limit of src/net/pool.py is seven, because the balancer drops after eight."),
                    document(2, "Pools and balancers are described in the operator's handbook, chapter nine.")));
            assertThat(recall(archive, "What is the retry limit of the pool, and why the balancer?"))
                    .isEmpty();
            assertThat(recall(archive, "What is the limit in src/net/pool.py?"))
                    .singleElement()
                    .extracting(passage -> passage.place().position())
                    .isEqualTo(1);
        }
    }

    private static List<Passage> recall(Archive archive, String question) {
        return archive.recall(
                        new RecallQuery("t", "s", null, List.of(question), Set.of(), 8, Duration.ZERO, Evidence.NAMED))
                .passages();
    }

    private static ArchiveDocument document(int position, String text) {
        return new ArchiveDocument(
                new LaneKey("t", "s", "main"), "hash-" + position, position, Origin.of("tool", Instant.EPOCH), text);
    }
}
