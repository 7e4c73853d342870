package io.plimsoll.retrieval;

import io.plimsoll.retrieval.embed.Embedder;
import io.plimsoll.retrieval.embed.Embedders;
import io.plimsoll.retrieval.index.LuceneArchive;
import java.nio.file.Path;
import java.util.Optional;

/** Opens archives. */
public final class Archives {

    private Archives() {}

    /**
     * Opens the archive in a directory, with the embedding model on the class path. Never refuses: an unreadable index is
     * set aside as {@code <directory>.corrupt-N} and a new one begun; if another process holds it, or the directory can
     * not be used, the archive is kept in memory. The listener and the log say so.
     */
    public static Archive open(Path directory, ArchiveOptions options, ArchiveListener listener) {
        return open(directory, options, Embedders.onClassPath(listener), listener);
    }

    /**
     * The same with an embedder of one's own, or none: then everything is found by words alone. The archive closes it.
     */
    public static Archive open(
            Path directory, ArchiveOptions options, Optional<Embedder> embedder, ArchiveListener listener) {
        return LuceneArchive.open(directory, options, embedder, listener);
    }
}
