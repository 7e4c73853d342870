package io.plimsoll.compression.reduce.files;

import java.util.List;

/**
 * What a call does to files.
 *
 * @param accesses in the order of the call; empty where it touches none for sure
 * @param nothingElse whether the call does nothing beside them, so that its result says nothing about anything else
 */
public record FileUse(List<FileAccess> accesses, boolean nothingElse) {

    /** Of a call that is not known to touch a file. */
    public static final FileUse NONE = new FileUse(List.of(), false);

    public FileUse {
        accesses = List.copyOf(accesses);
    }

    /** Whether the result is text of files and nothing else. */
    public boolean onlyReads() {
        return nothingElse
                && !accesses.isEmpty()
                && accesses.stream().noneMatch(access -> access.kind().changes());
    }

    /** Whether it changes any file. */
    public boolean changes() {
        return accesses.stream().anyMatch(access -> access.kind().changes());
    }
}
