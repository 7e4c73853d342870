package io.plimsoll.retrieval.index;

import io.plimsoll.retrieval.ArchiveListener;
import io.plimsoll.retrieval.Degradation;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sessions whose passages wait for their vectors, and the one thread that makes them. A session waits once, however often it
 * is added; when too many wait, one more is left for the next time it is stored to or recalled from. Thread-safe.
 */
final class EmbeddingQueue implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddingQueue.class);

    private final int backlog;
    private final Work work;
    private final ArchiveListener listener;
    private final Set<SessionKey> waiting = ConcurrentHashMap.newKeySet();
    private final ThreadPoolExecutor worker;
    private volatile boolean closing;

    EmbeddingQueue(int backlog, Work work, ArchiveListener listener) {
        this.backlog = backlog;
        this.work = work;
        this.listener = listener;
        this.worker = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(backlog),
                Thread.ofPlatform().daemon().name("plimsoll-archive-embed").factory());
    }

    void add(SessionKey session) {
        if (closing || !waiting.add(session)) {
            return;
        }
        try {
            worker.execute(() -> embed(session));
        } catch (RejectedExecutionException e) {
            waiting.remove(session);
            listener.degraded(
                    Degradation.EMBEDDING_BACKLOG_FULL,
                    backlog + " sessions wait for embeddings: one more is found by words until it is used again");
        }
    }

    /** Waits for the vectors in progress, a few dozen at most; what waits is left. */
    @Override
    public void close() {
        // Never by interrupt: Lucene closes a file whose writer is interrupted, and with it the index.
        closing = true;
        worker.close();
    }

    private void embed(SessionKey session) {
        // Forgotten before the work: what is stored meanwhile queues the session again.
        waiting.remove(session);
        try {
            work.embed(session, () -> closing);
        } catch (IOException | RuntimeException e) {
            LOG.atDebug().setCause(e).log("archive: background embedding failed");
            listener.degraded(Degradation.EMBEDDING_FAILED, "background embedding failed: " + e);
        }
    }

    /** Embeds what a session lacks, until told to stop. */
    interface Work {
        void embed(SessionKey session, BooleanSupplier stopped) throws IOException;
    }
}
