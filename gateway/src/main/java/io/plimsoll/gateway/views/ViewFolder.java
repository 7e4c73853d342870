package io.plimsoll.gateway.views;

import io.plimsoll.budget.LaneKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder with a file for each lane, named by hashes of tenant, session and lane. A file is written beside its place and
 * moved there, so its place holds what was written before or what is written now, and nothing in between. Blocking,
 * thread-safe as long as no two threads write the same lane.
 */
final class ViewFolder {

    private static final Logger LOG = LoggerFactory.getLogger(ViewFolder.class);

    private static final String WHOLE = ".view";
    private static final String BEGUN = ".tmp";
    private static final String ASIDE = ".corrupt";
    private static final int HASH_BYTES = 12;

    private final Path folder;
    private final Syncing syncing;

    /** When written bytes have reached the disk. */
    enum Syncing {
        /** Some time later, as the operating system sees fit: they outlive the process, and maybe not the machine. */
        LATER,
        /** Before a write returns. */
        AT_ONCE
    }

    ViewFolder(Path folder, Syncing syncing) {
        this.folder = folder;
        this.syncing = syncing;
    }

    /** All files that were written whole. Of writes that never ended nothing is left. */
    List<Path> files() throws IOException {
        delete(file -> file.endsWith(BEGUN));
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(WHOLE)).toList();
        }
    }

    /** What a file holds, empty where there is none. */
    static Optional<byte[]> read(Path file) throws IOException {
        try {
            return Optional.of(Files.readAllBytes(file));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }

    /** Puts these bytes in the place of the lane's. */
    void write(LaneKey lane, byte[] bytes) throws IOException {
        Path begun = folder.resolve(name(lane) + BEGUN);
        try (var file = FileChannel.open(
                begun, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            var rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                file.write(rest);
            }
            if (syncing == Syncing.AT_ONCE) {
                file.force(true);
            }
        }
        Files.move(begun, fileOf(lane), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        if (syncing == Syncing.AT_ONCE) {
            try (var directory = FileChannel.open(folder, StandardOpenOption.READ)) {
                directory.force(true);
            }
        }
    }

    void delete(LaneKey lane) throws IOException {
        Files.deleteIfExists(fileOf(lane));
    }

    /** Deletes whatever there is of a session, what was set aside included. */
    void deleteSession(String tenant, String session) throws IOException {
        String prefix = hash(tenant) + "-" + hash(session) + "-";
        delete(file -> file.startsWith(prefix));
    }

    /** Deletes whatever there is of a tenant, what was set aside included. */
    void deleteTenant(String tenant) throws IOException {
        String prefix = hash(tenant) + "-";
        delete(file -> file.startsWith(prefix));
    }

    /** Moves a file out of the way of its lane, to where somebody may look at it. */
    void setAside(Path file) {
        String name = file.getFileName().toString();
        Path aside = folder.resolve(name.substring(0, name.length() - WHOLE.length()) + ASIDE);
        try {
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException stays) {
            LOG.atWarn().setCause(stays).log("views: {} could not be set aside; the next save replaces it", file);
        }
    }

    Path fileOf(LaneKey lane) {
        return folder.resolve(name(lane) + WHOLE);
    }

    @Override
    public String toString() {
        return folder.toString();
    }

    /** Which files, by their names. */
    @FunctionalInterface
    private interface Names {
        boolean accept(String name);
    }

    private void delete(Names which) throws IOException {
        DirectoryStream.Filter<Path> filter =
                file -> which.accept(file.getFileName().toString());
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, filter)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static String name(LaneKey lane) {
        return hash(lane.tenant()) + "-" + hash(lane.session()) + "-" + hash(lane.lane());
    }

    /** Clients choose names freely; a hash is a file's name on every disk. */
    private static String hash(String name) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
