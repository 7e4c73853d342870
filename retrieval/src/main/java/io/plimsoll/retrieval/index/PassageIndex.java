package io.plimsoll.retrieval.index;

import io.plimsoll.retrieval.ArchiveDocument;
import io.plimsoll.retrieval.Passage;
import io.plimsoll.retrieval.chunk.Chunk;
import io.plimsoll.retrieval.chunk.Chunker;
import io.plimsoll.retrieval.rank.SessionPassages.Stored;
import io.plimsoll.retrieval.rank.SessionPassages.StoredVector;
import io.plimsoll.retrieval.rank.TextAnalysis;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.Directory;
import org.apache.lucene.util.IOUtils;

/**
 * Passages in a Lucene index. Thread-safe: one change at a time, any number of readers.
 *
 * <p>What a change wrote is seen by every reader acquired after it returned: changes refresh before they return. That is
 * fast (1 ms for a few passages) because small segments stay in memory ({@link IndexLocation}), are not packed into
 * compound files, and a refresh never waits for merges. Vectors lie in graphs with Lucene's own defaults of 16 links a node
 * and a beam of 100: at 100,000 vectors of 384 components they find 98.8 % of the nearest ten.
 */
final class PassageIndex implements AutoCloseable {

    private final Directory directory;
    private final IndexWriter writer;
    private final SearcherManager searchers;
    private final ReentrantLock changes = new ReentrantLock();

    private PassageIndex(Directory directory, IndexWriter writer) throws IOException {
        this.directory = directory;
        this.writer = writer;
        this.searchers = new SearcherManager(writer, new SearcherFactory());
    }

    /** Opens or begins the index in a directory, which is closed with it, or at once if that fails. */
    static PassageIndex open(Directory directory) throws IOException {
        try {
            var writer = new IndexWriter(directory, config());
            // Files without a list of them then mean a damaged index, never one that had no time for its first commit.
            writer.commit();
            return new PassageIndex(directory, writer);
        } catch (IOException | RuntimeException e) {
            IOUtils.closeWhileHandlingException(directory);
            throw e;
        }
    }

    private static IndexWriterConfig config() {
        var merges = new TieredMergePolicy();
        merges.setNoCFSRatio(0);
        // A deletion that is asked for removes the text, not just its address: no segment keeps a deleted passage.
        merges.setForceMergeDeletesPctAllowed(0);
        return new IndexWriterConfig(TextAnalysis.analyzer())
                .setMergePolicy(merges)
                .setUseCompoundFile(false)
                .setMaxFullFlushMergeWaitMillis(0);
    }

    /** Adds what is new, searchable when this returns. */
    Added add(List<ArchiveDocument> documents) throws IOException {
        changes.lock();
        try {
            var fresh = fresh(documents);
            var passages = new ArrayList<Document>();
            for (var document : fresh) {
                for (var chunk : chunks(document)) {
                    passages.add(PassageFields.toDocument(passage(document, chunk)));
                }
            }
            if (!passages.isEmpty()) {
                writer.addDocuments(passages);
                searchers.maybeRefreshBlocking();
            }
            return new Added(fresh.size(), passages.size());
        } finally {
            changes.unlock();
        }
    }

    /** Adds vectors to those passages that are still there. */
    int addVectors(String model, Map<Passage, StoredVector> vectors) throws IOException {
        changes.lock();
        try {
            int added = 0;
            for (var entry : vectors.entrySet()) {
                var term = Terms.passage(entry.getKey().place());
                if (holds(term)) {
                    writer.updateDocument(term, PassageFields.toDocument(entry.getKey(), model, entry.getValue()));
                    added++;
                }
            }
            searchers.maybeRefreshBlocking();
            return added;
        } finally {
            changes.unlock();
        }
    }

    /** Removes every passage in a scope, from disk too. */
    int delete(TenantScope scope) throws IOException {
        changes.lock();
        try {
            int count = read(searcher -> searcher.count(scope.all()));
            writer.deleteDocuments(scope.term());
            writer.forceMergeDeletes(true);
            writer.commit();
            searchers.maybeRefreshBlocking();
            writer.deleteUnusedFiles();
            return count;
        } finally {
            changes.unlock();
        }
    }

    /** A session's passages with their vectors of a model, in no particular order. */
    List<Stored> session(SessionKey key, Optional<String> model) throws IOException {
        return read(searcher -> {
            var stored = new ArrayList<Stored>();
            var weight = searcher.createWeight(
                    searcher.rewrite(TenantScope.of(key.tenant(), key.session()).all()),
                    ScoreMode.COMPLETE_NO_SCORES,
                    1);
            for (var leaf : searcher.getIndexReader().leaves()) {
                var scorer = weight.scorer(leaf);
                if (scorer != null) {
                    collect(leaf, scorer.iterator(), model, stored);
                }
            }
            return stored;
        });
    }

    /** Reads the index as it is now. */
    <T> T read(Reading<T> reading) throws IOException {
        var searcher = searchers.acquire();
        try {
            return reading.read(searcher);
        } finally {
            searchers.release(searcher);
        }
    }

    /** Makes what is searchable durable. */
    void commit() throws IOException {
        writer.commit();
    }

    /** Commits and lets go of the directory. */
    @Override
    public void close() throws IOException {
        try (directory;
                writer;
                searchers) {
            if (writer.isOpen()) {
                writer.commit();
            }
        }
    }

    private List<ArchiveDocument> fresh(List<ArchiveDocument> documents) throws IOException {
        var seen = new HashSet<Term>();
        var fresh = new ArrayList<ArchiveDocument>();
        for (var document : documents) {
            var term = Terms.document(
                    new SessionKey(document.lane().tenant(), document.lane().session()), document.contentHash());
            if (seen.add(term) && !holds(term)) {
                fresh.add(document);
            }
        }
        return fresh;
    }

    private boolean holds(Term term) throws IOException {
        return read(searcher -> searcher.count(new TermQuery(term)) > 0);
    }

    private static List<Chunk> chunks(ArchiveDocument document) {
        return document.origin().isSpoken() ? Chunker.turns(document.text()) : Chunker.pieces(document.text());
    }

    private static Passage passage(ArchiveDocument document, Chunk chunk) {
        var place = new Passage.Place(document.lane(), document.contentHash(), document.position(), chunk.start());
        return new Passage(place, document.origin(), chunk.of(document.text()), 0);
    }

    private static void collect(
            LeafReaderContext leaf, DocIdSetIterator matches, Optional<String> model, List<Stored> stored)
            throws IOException {
        var reader = leaf.reader();
        var fields = reader.storedFields();
        var live = reader.getLiveDocs();
        var vectors = LeafVectors.open(reader, model);
        for (int doc = matches.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = matches.nextDoc()) {
            if (live != null && !live.get(doc)) {
                continue;
            }
            var document = fields.document(doc);
            stored.add(new Stored(PassageFields.toPassage(document), vectors.of(doc, document)));
        }
    }

    /**
     * What was new.
     *
     * @param documents so many documents
     * @param passages in so many passages
     */
    record Added(int documents, int passages) {}

    /** A look at the index at one moment. */
    interface Reading<T> {
        T read(IndexSearcher searcher) throws IOException;
    }
}
