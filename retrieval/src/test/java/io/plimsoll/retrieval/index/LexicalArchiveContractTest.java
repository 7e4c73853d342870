package io.plimsoll.retrieval.index;

import io.plimsoll.retrieval.Archive;
import io.plimsoll.retrieval.ArchiveContract;
import io.plimsoll.retrieval.ArchiveListener;
import io.plimsoll.retrieval.ArchiveOptions;
import io.plimsoll.retrieval.RecallResult.Mode;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

/** The archive on disk where no model is to be had. */
class LexicalArchiveContractTest extends ArchiveContract {

    @TempDir
    Path directory;

    @Override
    protected Archive open() {
        return LuceneArchive.open(directory, ArchiveOptions.defaults(), Optional.empty(), ArchiveListener.NONE);
    }

    @Override
    protected Mode expectedMode() {
        return Mode.LEXICAL;
    }
}
