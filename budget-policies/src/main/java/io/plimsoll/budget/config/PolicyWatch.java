package io.plimsoll.budget.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The policy file in force. It looks at the file's content, not at its time stamp or at file system events, because
 * those miss what mounted volumes and config maps do (they swap a link above the file). A changed content is taken once
 * two looks in a row find it the same, so that a file is not read while it is being written. Thread-safe.
 */
public final class PolicyWatch {

    private static final Logger LOG = LoggerFactory.getLogger(PolicyWatch.class);

    private final Path file;
    private final PolicyFiles files;
    private final PolicyWatchListener listener;
    private volatile PolicyFile current;
    private Content settled;
    private @Nullable Content seen;

    private PolicyWatch(Path file, PolicyFiles files, PolicyWatchListener listener, Content content) {
        this.file = file;
        this.files = files;
        this.listener = listener;
        this.settled = content;
        this.current = load(content);
    }

    /**
     * Reads the file now; later looks are up to {@link #every} or {@link #look}.
     *
     * @throws PolicyFileException if the file cannot be read or is not valid
     */
    public static PolicyWatch open(Path file, PolicyFiles files, PolicyWatchListener listener) {
        return new PolicyWatch(file, files, listener, Content.of(file));
    }

    /** The newest valid file; never blocks. */
    public PolicyFile current() {
        return current;
    }

    /**
     * Looks at the file again and again, first after one interval.
     *
     * @return ends the looking when cancelled
     */
    public ScheduledFuture<?> every(Duration interval, ScheduledExecutorService scheduler) {
        return scheduler.scheduleWithFixedDelay(
                this::lookAndSurvive, interval.toNanos(), interval.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Looks at the file once, and takes its content if it has changed and was the same at the last look. */
    public synchronized void look() {
        Content content = Content.of(file);
        if (content.equals(settled)) {
            seen = null;
        } else if (content.equals(seen)) {
            settled = content;
            seen = null;
            take(content);
        } else {
            seen = content;
        }
    }

    private void take(Content content) {
        PolicyFile before = current;
        PolicyFile after;
        try {
            after = load(content);
        } catch (PolicyFileException e) {
            listener.rejected(e);
            return;
        }
        current = after;
        listener.reloaded(before, after);
    }

    private PolicyFile load(Content content) {
        return switch (content) {
            case Text text -> files.parse(text.yaml(), file.toString(), PolicyFiles.folderOf(file));
            case Unreadable unreadable -> throw new PolicyFileException(file.toString(), unreadable.problems());
        };
    }

    /** A scheduler drops a task that throws, and a listener's failure must not end the watching. */
    private void lookAndSurvive() {
        try {
            look();
        } catch (RuntimeException e) {
            LOG.atError().addKeyValue("file", file).setCause(e).log("policy file listener failed");
        }
    }

    /** What a look finds. Closed: a file can be read or not. */
    private sealed interface Content {

        static Content of(Path file) {
            try {
                return new Text(PolicyFiles.text(file));
            } catch (PolicyFileException e) {
                return new Unreadable(e.problems());
            }
        }
    }

    private record Text(String yaml) implements Content {}

    private record Unreadable(List<PolicyFileProblem> problems) implements Content {}
}
