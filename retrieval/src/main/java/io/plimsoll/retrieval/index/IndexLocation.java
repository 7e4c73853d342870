package io.plimsoll.retrieval.index;

import io.plimsoll.retrieval.ArchiveListener;
import io.plimsoll.retrieval.Degradation;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexNotFoundException;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.LockObtainFailedException;
import org.apache.lucene.store.NRTCachingDirectory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds a place for an index, whatever state the disk is in: a gateway that can not archive to disk still serves.
 *
 * <p>An index is read in full before it is used, at the speed of the disk: a checksum that fails later would fail a request.
 */
final class IndexLocation {

    private static final Logger LOG = LoggerFactory.getLogger(IndexLocation.class);

    /** Segments up to so many megabytes stay in memory until they are merged or committed. */
    private static final double MAX_CACHED_SEGMENT = 8;

    private static final double MAX_CACHED_TOTAL = 64;

    private IndexLocation() {}

    /** A directory that holds a sound index, or none yet. */
    static Directory open(Path path, ArchiveListener listener) {
        try {
            Files.createDirectories(path);
            var disk = FSDirectory.open(path);
            try (var lock = disk.obtainLock(IndexWriter.WRITE_LOCK_NAME)) {
                verify(disk);
                lock.ensureValid();
            } catch (IOException e) {
                disk.close();
                if (!isCorruption(e)) {
                    throw e;
                }
                return begunAnew(path, e, listener);
            }
            return cached(disk);
        } catch (LockObtainFailedException e) {
            return inMemory(Degradation.INDEX_LOCKED, "another process uses the archive in " + path, listener);
        } catch (IOException | RuntimeException e) {
            return inMemory(
                    Degradation.INDEX_UNAVAILABLE, "the archive in " + path + " can not be used: " + e, listener);
        }
    }

    private static void verify(Directory directory) throws IOException {
        if (!DirectoryReader.indexExists(directory)) {
            if (hasSegments(directory)) {
                throw new IndexNotFoundException("segments without a list of them in " + directory);
            }
            return;
        }
        try (var reader = DirectoryReader.open(directory)) {
            for (var leaf : reader.leaves()) {
                leaf.reader().checkIntegrity();
            }
        }
    }

    private static boolean hasSegments(Directory directory) throws IOException {
        for (var file : directory.listAll()) {
            if (file.startsWith("_")) {
                return true;
            }
        }
        return false;
    }

    private static boolean isCorruption(IOException e) {
        return e instanceof CorruptIndexException
                || e instanceof IndexFormatTooOldException
                || e instanceof IndexFormatTooNewException
                || e instanceof IndexNotFoundException
                || e instanceof EOFException
                || e instanceof FileNotFoundException
                || e instanceof NoSuchFileException;
    }

    private static Directory begunAnew(Path path, IOException cause, ArchiveListener listener) throws IOException {
        Path aside = Files.createDirectory(free(path));
        // The folder may be a mount point, and folders in it are not the index's.
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path, Files::isRegularFile)) {
            for (Path file : files) {
                Files.move(file, aside.resolve(file.getFileName()));
            }
        }
        String message = "the archive in " + path + " is unreadable (" + cause.getMessage() + "): it was set aside as "
                + aside + ", and a new one begun";
        LOG.atError().log(message);
        listener.degraded(Degradation.INDEX_CORRUPT, message);
        return cached(FSDirectory.open(path));
    }

    private static Path free(Path path) {
        int number = 1;
        Path aside;
        do {
            aside = path.resolveSibling(path.getFileName() + ".corrupt-" + number++);
        } while (Files.exists(aside));
        return aside;
    }

    private static Directory inMemory(Degradation reason, String message, ArchiveListener listener) {
        String full = message + "; the archive is kept in memory and lost at the end";
        LOG.atError().log(full);
        listener.degraded(reason, full);
        return new ByteBuffersDirectory();
    }

    private static Directory cached(Directory disk) {
        return new NRTCachingDirectory(disk, MAX_CACHED_SEGMENT, MAX_CACHED_TOTAL);
    }
}
