package io.plimsoll.retrieval.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.budget.LaneKey;
import io.plimsoll.retrieval.Archive;
import io.plimsoll.retrieval.ArchiveOptions;
import io.plimsoll.retrieval.Conversations;
import io.plimsoll.retrieval.Degradation;
import io.plimsoll.retrieval.Durability;
import io.plimsoll.retrieval.Passage;
import io.plimsoll.retrieval.RecallQuery;
import io.plimsoll.retrieval.RecallResult;
import io.plimsoll.retrieval.RecallResult.Mode;
import io.plimsoll.retrieval.RecordingListener;
import io.plimsoll.retrieval.SearchQuery;
import io.plimsoll.retrieval.embed.Embedder;
import io.plimsoll.retrieval.embed.EmbeddingInput;
import io.plimsoll.retrieval.embed.WordEmbedder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LuceneArchiveTest {

    private static final ArchiveOptions COMMITTED = ArchiveOptions.defaults().withDurability(Durability.COMMITTED);
    private static final ArchiveOptions NEVER_BY_ITSELF =
            new ArchiveOptions(Durability.COMMITTED, Duration.ofHours(1), 1_000_000, 8);
    private static final RecallQuery QUESTION =
            Conversations.question("t", "s", "Who fitted the brake pads of the crane?");

    @TempDir
    Path parent;

    private final RecordingListener listener = new RecordingListener();

    @Test
    void answersAfterARestartAsBefore() {
        RecallResult before;
        try (var archive = open(COMMITTED, Optional.of(new WordEmbedder()))) {
            archive.store(Conversations.of("t", "s"));
            before = archive.recall(QUESTION);
        }

        try (var archive = open(COMMITTED, Optional.of(new WordEmbedder()))) {
            assertThat(archive.recall(QUESTION)).isEqualTo(before);
            assertThat(archive.store(Conversations.of("t", "s"))).isZero();
        }
        assertThat(listener.degradations()).isEmpty();
    }

    @Test
    void readsVectorsBackInsteadOfMakingThemAgain() throws InterruptedException {
        try (var archive = open(COMMITTED, Optional.of(new WordEmbedder()))) {
            archive.store(Conversations.of("t", "s"));
            awaitEmbedded(Conversations.TEXTS.size());
        }

        var embedder = new WordEmbedder();
        try (var archive = open(COMMITTED, Optional.of(embedder))) {
            assertThat(archive.recall(QUESTION).mode()).isEqualTo(Mode.HYBRID);
            assertThat(embedder.calls()).as("the question alone").isOne();
        }
    }

    @Test
    void keepsWhatWasCommittedWhenTheProcessDies() throws IOException {
        Path copy = parent.resolve("after-crash");
        try (var archive = open(NEVER_BY_ITSELF, Optional.empty())) {
            archive.store(Conversations.of("t", "s"));
            copy(directory(), copy);
        }

        try (var archive = LuceneArchive.open(copy, COMMITTED, Optional.empty(), listener)) {
            assertThat(archive.recall(QUESTION).passages().getFirst().text()).isEqualTo(Conversations.TEXTS.get(1));
        }
        assertThat(listener.degradations()).isEmpty();
    }

    @Test
    void startsAgainWhereNothingWasEverCommitted() throws IOException {
        var options = new ArchiveOptions(Durability.SEARCHABLE, Duration.ofHours(1), 1_000_000, 8);
        Path copy = parent.resolve("after-crash");
        try (var archive = open(options, Optional.empty())) {
            archive.store(Conversations.of("t", "s"));
            copy(directory(), copy);
        }

        try (var archive = LuceneArchive.open(copy, COMMITTED, Optional.empty(), listener)) {
            assertThat(archive.recall(QUESTION).mode()).isEqualTo(Mode.NONE);
        }
        assertThat(listener.degradations()).isEmpty();
    }

    @Test
    void setsADamagedIndexAsideAndBeginsANewOne() throws IOException {
        fill();
        damage(".fdt");

        try (var archive = open(COMMITTED, Optional.empty())) {
            assertThat(archive.recall(QUESTION).mode()).isEqualTo(Mode.NONE);
            assertThat(archive.store(Conversations.of("t", "s"))).isEqualTo(Conversations.TEXTS.size());
            assertThat(archive.recall(QUESTION).mode()).isEqualTo(Mode.LEXICAL);
        }
        assertThat(listener.degradations()).containsExactly(Degradation.INDEX_CORRUPT);
        assertThat(listener.messages().getFirst()).contains("archive.corrupt-1");
        assertThat(parent.resolve("archive.corrupt-1")).isNotEmptyDirectory();
    }

    @Test
    void setsAnIndexAsideWhoseListOfSegmentsIsGone() throws IOException {
        fill();
        for (var file : files(directory())) {
            if (file.getFileName().toString().startsWith("segments")) {
                Files.delete(file);
            }
        }
        Files.createDirectory(parent.resolve("archive.corrupt-1"));

        try (var archive = open(COMMITTED, Optional.empty())) {
            assertThat(archive.recall(QUESTION).mode()).isEqualTo(Mode.NONE);
        }
        assertThat(listener.degradations()).containsExactly(Degradation.INDEX_CORRUPT);
        assertThat(parent.resolve("archive.corrupt-2")).isNotEmptyDirectory();
    }

    @Test
    void worksInMemoryWhileAnotherHoldsTheIndex() {
        try (var holder = open(COMMITTED, Optional.empty())) {
            holder.store(Conversations.of("t", "s"));
            try (var second = open(COMMITTED, Optional.empty())) {
                assertThat(second.recall(QUESTION).mode()).isEqualTo(Mode.NONE);
                second.store(Conversations.of("t", "other"));
                assertThat(second.search(new SearchQuery("t", null, "crane", 5)))
                        .isNotEmpty();
            }
            assertThat(holder.recall(QUESTION).mode()).isEqualTo(Mode.LEXICAL);
        }
        assertThat(listener.degradations()).containsExactly(Degradation.INDEX_LOCKED);
    }

    @Test
    void worksInMemoryWhereTheDirectoryCanNotBe() throws IOException {
        Files.writeString(directory(), "a file is in the way");

        try (var archive = open(COMMITTED, Optional.empty())) {
            archive.store(Conversations.of("t", "s"));
            assertThat(archive.recall(QUESTION).mode()).isEqualTo(Mode.LEXICAL);
        }
        assertThat(listener.degradations()).containsExactly(Degradation.INDEX_UNAVAILABLE);
    }

    @Test
    void leavesNoByteOfADeletedSessionOnDisk() throws IOException, InterruptedException {
        try (var archive = open(COMMITTED, Optional.of(new WordEmbedder()))) {
            for (int i = 0; i < 30; i++) {
                archive.store(
                        List.of(Conversations.document("t", "kept", LaneKey.MAIN, i, "Harmless remark number " + i)));
            }
            archive.store(List.of(Conversations.document("t", "gone", LaneKey.MAIN, 0, "The password is xylotheque.")));
            awaitEmbedded(31);
            assertThat(bytes().contains("xylothe"))
                    .as("on disk while it is kept")
                    .isTrue();

            archive.deleteSession("t", "gone");

            assertThat(bytes().contains("xylothe")).as("on disk when deleted").isFalse();
            assertThat(bytes().contains("Harmless")).as("the others").isTrue();
        }
    }

    @Test
    void goesByWordsAloneWhenTheDeadlinePasses() {
        var embedder = new GatedEmbedder();
        try (var archive = open(COMMITTED, Optional.of(embedder))) {
            archive.store(Conversations.of("t", "s"));

            var hurried = archive.recall(
                    new RecallQuery("t", "s", null, QUESTION.questions(), Set.of(), 3, Duration.ofMillis(1)));
            embedder.gate.countDown();

            assertThat(hurried.mode()).isEqualTo(Mode.LEXICAL);
            assertThat(hurried.deadlineMissed()).isTrue();
            assertThat(hurried.passages().getFirst().text()).isEqualTo(Conversations.TEXTS.get(1));
            assertThat(archive.recall(QUESTION).mode()).isEqualTo(Mode.HYBRID);
        }
        assertThat(listener.degradations()).contains(Degradation.DEADLINE_MISSED);
    }

    @Test
    void goesByWordsAloneWhenTheModelFails() {
        try (var archive = open(COMMITTED, Optional.of(new BrokenEmbedder()))) {
            archive.store(Conversations.of("t", "s"));

            var result = archive.recall(QUESTION);

            assertThat(result.mode()).isEqualTo(Mode.LEXICAL);
            assertThat(result.deadlineMissed()).isFalse();
            assertThat(archive.search(new SearchQuery("t", null, "crane", 5)))
                    .extracting(Passage::text)
                    .contains(Conversations.TEXTS.get(1));
        }
        assertThat(listener.degradations()).contains(Degradation.EMBEDDING_FAILED);
    }

    @Test
    void saysSoWhenTooManySessionsWaitForVectors() {
        var embedder = new GatedEmbedder();
        var options = new ArchiveOptions(Durability.SEARCHABLE, Duration.ofSeconds(1), 1_000_000, 1);
        try (var archive = open(options, Optional.of(embedder))) {
            for (int i = 0; i < 4; i++) {
                archive.store(Conversations.of("t", "s" + i));
            }
            assertThat(listener.degradations()).contains(Degradation.EMBEDDING_BACKLOG_FULL);

            embedder.gate.countDown();
            assertThat(archive.recall(Conversations.question("t", "s3", "brake pads of the crane"))
                            .mode())
                    .isEqualTo(Mode.HYBRID);
        }
    }

    @Test
    void addsVectorsInTheBackgroundWithoutRaisingTheDead() throws InterruptedException {
        var embedder = new GatedEmbedder();
        try (var archive = open(COMMITTED, Optional.of(embedder))) {
            archive.store(Conversations.of("t", "s"));
            archive.deleteSession("t", "s");
            embedder.gate.countDown();
            archive.store(Conversations.of("t", "next"));
            awaitEmbedded(Conversations.TEXTS.size());

            assertThat(archive.search(new SearchQuery("t", null, "crane brake pads", 100)))
                    .isNotEmpty()
                    .allMatch(passage -> passage.place().lane().session().equals("next"));
        }
    }

    private Path directory() {
        return parent.resolve("archive");
    }

    private Archive open(ArchiveOptions options, Optional<Embedder> embedder) {
        return LuceneArchive.open(directory(), options, embedder, listener);
    }

    private void fill() {
        try (var archive = open(COMMITTED, Optional.empty())) {
            archive.store(Conversations.of("t", "s"));
        }
    }

    private void damage(String suffix) throws IOException {
        for (var file : files(directory())) {
            if (file.toString().endsWith(suffix)) {
                var bytes = Files.readAllBytes(file);
                bytes[bytes.length / 2] ^= 0x55;
                Files.write(file, bytes);
            }
        }
    }

    /** Waits for the background: the only way to see it from outside. */
    private void awaitEmbedded(int passages) throws InterruptedException {
        for (int i = 0; i < 2_000 && listener.embedded() < passages; i++) {
            Thread.sleep(5);
        }
        assertThat(listener.embedded()).isEqualTo(passages);
    }

    private String bytes() throws IOException {
        var all = new StringBuilder();
        for (var file : files(directory())) {
            all.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
        }
        return all.toString();
    }

    private static List<Path> files(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        for (var file : files(from)) {
            Files.copy(file, to.resolve(file.getFileName()));
        }
    }

    /** Embeds nothing until its gate opens. */
    private static final class GatedEmbedder implements Embedder {
        private final CountDownLatch gate = new CountDownLatch(1);
        private final WordEmbedder words = new WordEmbedder();

        @Override
        public String model() {
            return words.model();
        }

        @Override
        public int dimensions() {
            return words.dimensions();
        }

        @Override
        public double relevantCosine() {
            return words.relevantCosine();
        }

        @Override
        public float[] embed(EmbeddingInput input) {
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException("interrupted", e);
            }
            return words.embed(input);
        }

        @Override
        public void close() {}
    }

    /** Fails each time. */
    private static final class BrokenEmbedder implements Embedder {
        @Override
        public String model() {
            return "broken";
        }

        @Override
        public int dimensions() {
            return 3;
        }

        @Override
        public double relevantCosine() {
            return 0.5;
        }

        @Override
        public float[] embed(EmbeddingInput input) {
            throw new IllegalStateException("no more memory");
        }

        @Override
        public void close() {}
    }
}
