package io.plimsoll.retrieval.index;

import io.plimsoll.retrieval.Archive;
import io.plimsoll.retrieval.ArchiveDocument;
import io.plimsoll.retrieval.ArchiveException;
import io.plimsoll.retrieval.ArchiveListener;
import io.plimsoll.retrieval.ArchiveOptions;
import io.plimsoll.retrieval.Degradation;
import io.plimsoll.retrieval.Durability;
import io.plimsoll.retrieval.Passage;
import io.plimsoll.retrieval.RecallQuery;
import io.plimsoll.retrieval.RecallResult;
import io.plimsoll.retrieval.SearchQuery;
import io.plimsoll.retrieval.embed.Embedder;
import io.plimsoll.retrieval.embed.EmbeddingInput;
import io.plimsoll.retrieval.embed.Embeddings;
import io.plimsoll.retrieval.rank.Recaller;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The archive on local disk. Thread-safe. */
public final class LuceneArchive implements Archive {

    private static final Logger LOG = LoggerFactory.getLogger(LuceneArchive.class);

    /** As long as a person waits for a better answer. */
    private static final Duration SEARCH_PATIENCE = Duration.ofSeconds(2);

    private final PassageIndex index;
    private final ArchiveOptions options;
    private final ArchiveListener listener;
    private final Optional<Embeddings> embeddings;
    private final SessionCache sessions;
    private final Recaller recaller;
    private final BackgroundCommits commits;
    private final Optional<EmbeddingQueue> queue;
    private final AtomicBoolean closed = new AtomicBoolean();

    private LuceneArchive(
            PassageIndex index, ArchiveOptions options, Optional<Embedder> embedder, ArchiveListener listener) {
        this.index = index;
        this.options = options;
        this.listener = listener;
        this.embeddings = embedder.map(Embeddings::new);
        this.sessions = new SessionCache(index, embeddings.map(Embeddings::model), options.sessionCacheCharacters());
        this.recaller = new Recaller(embeddings, listener);
        this.commits = new BackgroundCommits(index, options.commitInterval(), listener);
        this.queue = embeddings.map(vectors -> new EmbeddingQueue(
                options.embeddingBacklog(), new SessionEmbedding(index, sessions, vectors, listener), listener));
    }

    /** See {@link io.plimsoll.retrieval.Archives#open(Path, ArchiveOptions, Optional, ArchiveListener)}. */
    public static LuceneArchive open(
            Path directory, ArchiveOptions options, Optional<Embedder> embedder, ArchiveListener listener) {
        return new LuceneArchive(index(directory, listener), options, embedder, listener);
    }

    private static PassageIndex index(Path path, ArchiveListener listener) {
        try {
            return PassageIndex.open(IndexLocation.open(path, listener));
        } catch (IOException e) {
            LOG.atError().setCause(e).log("archive: the index in {} does not open; it is kept in memory", path);
            listener.degraded(
                    Degradation.INDEX_UNAVAILABLE,
                    "the archive in " + path + " does not open: " + e + "; it is kept in memory and lost at the end");
        }
        try {
            return PassageIndex.open(new ByteBuffersDirectory());
        } catch (IOException e) {
            throw new ArchiveException("an index in memory does not open", e);
        }
    }

    @Override
    public int store(List<ArchiveDocument> documents) {
        ensureOpen();
        var keys = documents.stream().map(LuceneArchive::key).distinct().toList();
        try {
            var added = index.add(documents);
            if (options.durability() == Durability.COMMITTED) {
                index.commit();
            }
            listener.stored(added.documents(), added.passages());
            return added.documents();
        } catch (IOException | AlreadyClosedException e) {
            throw new ArchiveException("archive: " + documents.size() + " documents could not be stored", e);
        } finally {
            keys.forEach(sessions::drop);
            queue.ifPresent(waiting -> keys.forEach(waiting::add));
        }
    }

    @Override
    public List<Passage> search(SearchQuery query) {
        ensureOpen();
        var field = embeddings.map(Embeddings::model).map(PassageFields::vector).orElse("");
        var vector = embeddings.flatMap(vectors -> questionVector(vectors, query.text()));
        try {
            return index.read(searcher -> new TenantSearch(query).run(searcher, field, vector));
        } catch (IOException | AlreadyClosedException e) {
            throw new ArchiveException("archive: search failed", e);
        }
    }

    @Override
    public RecallResult recall(RecallQuery query) {
        ensureOpen();
        var key = new SessionKey(query.tenant(), query.session());
        RecallResult result;
        try {
            var session = sessions.get(key);
            result = recaller.recall(session, query);
            if (session.lacksStoredVectors()) {
                queue.ifPresent(waiting -> waiting.add(key));
            }
        } catch (IOException | RuntimeException e) {
            // The promise of recall: whatever fails here, the request goes on without passages.
            LOG.atWarn().setCause(e).log("archive: recall failed");
            listener.degraded(Degradation.RECALL_FAILED, "recall failed: " + e);
            result = RecallResult.none(false);
        }
        listener.recalled(result.mode(), result.passages().size());
        return result;
    }

    @Override
    public int deleteSession(String tenant, String session) {
        return delete(TenantScope.of(tenant, session));
    }

    @Override
    public int deleteTenant(String tenant) {
        return delete(TenantScope.of(tenant, null));
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        queue.ifPresent(EmbeddingQueue::close);
        embeddings.ifPresent(Embeddings::close);
        commits.close();
        try {
            index.close();
        } catch (IOException e) {
            throw new ArchiveException("archive: does not close", e);
        }
    }

    private int delete(TenantScope scope) {
        ensureOpen();
        try {
            int passages = index.delete(scope);
            listener.deleted(passages);
            return passages;
        } catch (IOException | AlreadyClosedException e) {
            throw new ArchiveException("archive: deletion failed", e);
        } finally {
            sessions.dropAll();
            embeddings.ifPresent(Embeddings::forgetAll);
        }
    }

    private Optional<float[]> questionVector(Embeddings vectors, String text) {
        return switch (vectors.embedAll(List.of(new EmbeddingInput.Question(text)), SEARCH_PATIENCE)) {
            case Embeddings.Outcome.Ready(var ready) -> Optional.of(ready.getFirst());
            case Embeddings.Outcome.Late() -> Optional.empty();
            case Embeddings.Outcome.Failed(var cause) -> {
                listener.degraded(Degradation.EMBEDDING_FAILED, "question not embedded: " + cause);
                yield Optional.empty();
            }
        };
    }

    private static SessionKey key(ArchiveDocument document) {
        return new SessionKey(document.lane().tenant(), document.lane().session());
    }

    private void ensureOpen() {
        if (closed.get()) {
            throw new IllegalStateException("archive: closed (expected: open)");
        }
    }
}
