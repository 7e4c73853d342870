package io.plimsoll.retrieval.index;

import io.plimsoll.retrieval.ArchiveListener;
import io.plimsoll.retrieval.Degradation;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes an index durable at regular intervals, on one thread of its own. */
final class BackgroundCommits implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BackgroundCommits.class);

    private final PassageIndex index;
    private final ArchiveListener listener;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("plimsoll-archive-commit").factory());

    BackgroundCommits(PassageIndex index, Duration interval, ArchiveListener listener) {
        this.index = index;
        this.listener = listener;
        thread.scheduleWithFixedDelay(this::commit, interval.toNanos(), interval.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void commit() {
        try {
            index.commit();
        } catch (IOException | RuntimeException e) {
            LOG.atWarn().setCause(e).log("archive: background commit failed");
            listener.degraded(Degradation.COMMIT_FAILED, "background commit failed: " + e);
        }
    }

    /** Waits for a commit in progress. */
    @Override
    public void close() {
        thread.close();
    }
}
