package io.plimsoll.retrieval.index;

import io.plimsoll.retrieval.Archive;
import io.plimsoll.retrieval.ArchiveContract;
import io.plimsoll.retrieval.ArchiveListener;
import io.plimsoll.retrieval.ArchiveOptions;
import io.plimsoll.retrieval.RecallResult.Mode;
import io.plimsoll.retrieval.embed.WordEmbedder;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

/** The archive on disk, with embeddings. */
class LuceneArchiveContractTest extends ArchiveContract {

    @TempDir
    Path directory;

    @Override
    protected Archive open() {
        return LuceneArchive.open(
                directory, ArchiveOptions.defaults(), Optional.of(new WordEmbedder()), ArchiveListener.NONE);
    }

    @Override
    protected Mode expectedMode() {
        return Mode.HYBRID;
    }
}
