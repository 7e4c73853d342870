package io.plimsoll.gateway.views;

import io.plimsoll.budget.LaneKey;
import io.plimsoll.compression.ChainHash;
import io.plimsoll.gateway.views.ViewStoreListener.Degradation;
import java.io.IOException;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Views on local disk, a file for each lane. Which lanes there are is read once, at the start; a lane itself when it is asked
 * for. Thread-safe.
 */
final class FileViewStore implements ViewStore {

    private static final Logger LOG = LoggerFactory.getLogger(FileViewStore.class);

    /** A week: an engine has long forgotten the prefix of a lane that rested for so long. */
    private static final Duration IDLE = Duration.ofDays(7);

    private final ViewFolder folder;
    private final ViewIndex index;
    private final FileLock lock;
    private final ViewStoreListener listener;
    private final InstantSource clock;

    private FileViewStore(
            ViewFolder folder, ViewIndex index, FileLock lock, ViewStoreListener listener, InstantSource clock) {
        this.folder = folder;
        this.index = index;
        this.lock = lock;
        this.listener = listener;
        this.clock = clock;
    }

    /**
     * Reads which lanes are kept.
     *
     * @param lock says that no other process uses the folder; the store lets go of it in the end
     */
    static FileViewStore open(
            ViewFolder folder, ViewIndex.Bounds bounds, FileLock lock, ViewStoreListener listener, InstantSource clock)
            throws IOException {
        var store = new FileViewStore(folder, new ViewIndex(bounds), lock, listener, clock);
        store.readAll();
        return store;
    }

    @Override
    public boolean mayHold(LaneKey lane) {
        return index.holds(lane);
    }

    @Override
    public boolean mayHold(String tenant, String scope, List<ChainHash> chain) {
        return index.newest(tenant, scope, chain).isPresent();
    }

    @Override
    public Optional<KeptLane> load(LaneKey lane) {
        if (!index.holds(lane)) {
            return Optional.empty();
        }
        Path file = folder.fileOf(lane);
        try {
            return ViewFolder.read(file)
                    .flatMap(bytes -> record(file, bytes))
                    .map(LaneRecord::lane)
                    .filter(kept -> kept.key().equals(lane));
        } catch (IOException failed) {
            throw new ViewStoreException("views: " + file + " could not be read", failed);
        }
    }

    @Override
    public Optional<KeptLane> find(String tenant, String scope, List<ChainHash> chain) {
        return index.newest(tenant, scope, chain).flatMap(this::load);
    }

    @Override
    public void save(KeptLane lane) {
        var kept = new LaneRecord(lane, clock.instant());
        byte[] bytes = kept.bytes();
        try {
            folder.write(lane.key(), bytes);
            index.put(ViewIndex.Entry.of(kept, bytes.length));
            for (LaneKey old : index.removeOverflow(clock.instant().minus(IDLE))) {
                folder.delete(old);
            }
        } catch (IOException failed) {
            throw new ViewStoreException("views: a lane could not be written to " + folder, failed);
        }
    }

    @Override
    public int deleteSession(String tenant, String session) {
        int lanes = index.removeIf(
                        lane -> lane.tenant().equals(tenant) && lane.session().equals(session))
                .size();
        try {
            folder.deleteSession(tenant, session);
        } catch (IOException failed) {
            throw new ViewStoreException("views: a session could not be deleted from " + folder, failed);
        }
        return lanes;
    }

    @Override
    public int deleteTenant(String tenant) {
        int lanes = index.removeIf(lane -> lane.tenant().equals(tenant)).size();
        try {
            folder.deleteTenant(tenant);
        } catch (IOException failed) {
            throw new ViewStoreException("views: a tenant could not be deleted from " + folder, failed);
        }
        return lanes;
    }

    @Override
    public void close() {
        try {
            lock.acquiredBy().close();
        } catch (IOException failed) {
            throw new ViewStoreException("views: " + folder + " does not close", failed);
        }
    }

    private void readAll() throws IOException {
        List<ViewIndex.Entry> found = new ArrayList<>();
        for (Path file : folder.files()) {
            entry(file).ifPresent(found::add);
        }
        found.stream().sorted(Comparator.comparing(ViewIndex.Entry::savedAt)).forEach(index::put);
    }

    private Optional<ViewIndex.Entry> entry(Path file) {
        try {
            return ViewFolder.read(file)
                    .flatMap(bytes -> record(file, bytes).map(kept -> ViewIndex.Entry.of(kept, bytes.length)));
        } catch (IOException failed) {
            LOG.atWarn().addKeyValue("file", file).setCause(failed).log("views: a lane could not be read");
            listener.degraded(Degradation.READ_FAILED);
            return Optional.empty();
        }
    }

    /** What the bytes of a file say; a file that says nothing is set aside. */
    private Optional<LaneRecord> record(Path file, byte[] bytes) {
        try {
            return Optional.of(LaneRecord.read(bytes));
        } catch (IOException unreadable) {
            LOG.atWarn()
                    .addKeyValue("problem", unreadable.getMessage())
                    .log("views: {} is unreadable; it is set aside, and its lane goes on without edits", file);
            listener.degraded(Degradation.CORRUPT);
            folder.setAside(file);
            return Optional.empty();
        }
    }
}
