package io.plimsoll.gateway.views;

import io.plimsoll.gateway.views.ViewStoreListener.Degradation;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens stores of views. */
public final class ViewStores {

    private static final Logger LOG = LoggerFactory.getLogger(ViewStores.class);

    /** A view has some ten kilobytes. */
    private static final long MOST_BYTES = 1L << 30;

    private ViewStores() {}

    /**
     * How views are kept.
     *
     * @param mostLanes how many lanes are kept, the least recently saved dropped first
     * @param onDiskAtOnce whether a lane is on disk when its save returns, and so survives the end of the machine as well as
     *     that of the process
     */
    public record Options(int mostLanes, boolean onDiskAtOnce) {

        public Options {
            if (mostLanes < 1) {
                throw new IllegalArgumentException("views: mostLanes: " + mostLanes + " (expected: >= 1)");
            }
        }
    }

    /**
     * Opens the views in a folder. Never refuses: what is unreadable is set aside, and where another process uses the folder, or
     * nobody can, nothing is kept beyond the end of the process. The listener and the log say so. Blocking.
     */
    public static ViewStore open(Path folder, Options options, ViewStoreListener listener, InstantSource clock) {
        try {
            Files.createDirectories(folder);
            FileChannel channel =
                    FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                @Nullable FileLock lock = tryLock(channel);
                if (lock != null) {
                    return FileViewStore.open(files(folder, options), bounds(options), lock, listener, clock);
                }
                channel.close();
                return without(Degradation.LOCKED, "another process uses the views in " + folder, listener);
            } catch (IOException | RuntimeException failed) {
                channel.close();
                throw failed;
            }
        } catch (IOException | RuntimeException failed) {
            return without(Degradation.UNAVAILABLE, "the views in " + folder + " cannot be used: " + failed, listener);
        }
    }

    private static ViewFolder files(Path folder, Options options) {
        return new ViewFolder(folder, options.onDiskAtOnce() ? ViewFolder.Syncing.AT_ONCE : ViewFolder.Syncing.LATER);
    }

    private static ViewIndex.Bounds bounds(Options options) {
        return new ViewIndex.Bounds(options.mostLanes(), MOST_BYTES);
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldInThisProcess) {
            return null;
        }
    }

    private static ViewStore without(Degradation reason, String message, ViewStoreListener listener) {
        LOG.atError().log("{}; a restart will forget views", message);
        listener.degraded(reason);
        return ViewStore.NONE;
    }
}
