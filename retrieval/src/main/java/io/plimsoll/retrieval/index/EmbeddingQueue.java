package io.plimsoll.retrieval.index;

import io.plimsoll.retrieval.ArchiveListener;
import io.plimsoll.retrieval.Degradation;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sessions whose passages wait for their vectors, and the one thread that makes them. A session waits once, however often it
 * is added; when too many wait, one more is left for the next time it is stored to or recalled from. Thread-safe.
 */
final class EmbeddingQueue implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddingQueue.class);

    private final Work work;
    private final ArchiveListener listener;
    private final BlockingQueue<SessionKey> waiting;
    private final Set<SessionKey> known = ConcurrentHashMap.newKeySet();
    private final Thread worker;

    EmbeddingQueue(int backlog, Work work, ArchiveListener listener) {
        this.work = work;
        this.listener = listener;
        this.waiting = new ArrayBlockingQueue<>(backlog);
        this.worker = Thread.ofPlatform().daemon().name("plimsoll-embedding").start(this::run);
    }

    void add(SessionKey session) {
        if (!known.add(session)) {
            return;
        }
        if (!waiting.offer(session)) {
            known.remove(session);
            listener.degraded(
                    Degradation.EMBEDDING_BACKLOG_FULL,
                    waiting.size() + " sessions wait for embeddings: one more is embedded when it is recalled from");
        }
    }

    /** Waits for the passages in progress, at most a few dozen. What waits is left. */
    @Override
    public void close() {
        worker.interrupt();
        try {
            worker.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                var session = waiting.take();
                // Forgotten before the work: what is stored meanwhile queues the session again.
                known.remove(session);
                embed(session);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void embed(SessionKey session) throws InterruptedException {
        try {
            work.embed(session);
        } catch (Exception e) {
            if (e instanceof InterruptedException interrupted) {
                throw interrupted;
            }
            LOG.atDebug().setCause(e).log("background embedding failed");
            listener.degraded(Degradation.EMBEDDING_FAILED, "background embedding failed: " + e);
        }
    }

    /** Embeds what a session lacks. */
    interface Work {
        void embed(SessionKey session) throws Exception;
    }
}
