package io.plimsoll.compression.reduce.files;

import org.jspecify.annotations.Nullable;

/**
 * What one call does to one file.
 *
 * @param path as the call names it, without {@code .} and inner {@code ..}; not empty
 * @param kind what is done to it
 * @param lines which of its lines a read shows, as far as the call and its result tell; null for other kinds, or where they do
 *     not
 */
public record FileAccess(String path, Kind kind, @Nullable LineRange lines) {

    /** What can be done to a file. */
    public enum Kind {
        READ,
        /** A part of it changes. */
        EDIT,
        /** All of it is new. */
        WRITE,
        /** It is gone, under this path. */
        DELETE;

        /** Whether what was read of the file before is not what it is now. */
        public boolean changes() {
            return this != READ;
        }
    }

    public FileAccess {
        if (path.isEmpty()) {
            throw new IllegalArgumentException("file access: path '' (expected: a path)");
        }
    }

    static FileAccess of(String path, Kind kind) {
        return new FileAccess(path, kind, null);
    }
}
