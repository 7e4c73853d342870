package io.plimsoll.compression.reduce.files;

import io.plimsoll.compression.reduce.files.FileAccess.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * A patch in the form of {@code apply_patch}: {@code *** Begin Patch}, then {@code *** Update File: a.py} and its like. A
 * unified diff counts as well.
 */
final class FilePatch {

    private static final String BEGIN = "*** Begin Patch";
    private static final String ADD = "*** Add File: ";
    private static final String UPDATE = "*** Update File: ";
    private static final String DELETE = "*** Delete File: ";
    private static final String MOVE = "*** Move to: ";
    private static final String DIFF = "+++ ";

    private FilePatch() {}

    static boolean isPatch(String text) {
        return text.contains(BEGIN);
    }

    /** The files that it changes, in its order. */
    static List<FileAccess> accesses(String folder, String patch) {
        List<FileAccess> accesses = new ArrayList<>();
        String updated = "";
        for (String line : (Iterable<String>) patch.lines()::iterator) {
            if (line.startsWith(ADD)) {
                add(accesses, folder, line.substring(ADD.length()), Kind.WRITE);
            } else if (line.startsWith(UPDATE)) {
                updated = line.substring(UPDATE.length());
                add(accesses, folder, updated, Kind.EDIT);
            } else if (line.startsWith(DELETE)) {
                add(accesses, folder, line.substring(DELETE.length()), Kind.DELETE);
            } else if (line.startsWith(MOVE)) {
                add(accesses, folder, updated, Kind.DELETE);
                add(accesses, folder, line.substring(MOVE.length()), Kind.WRITE);
            } else if (line.startsWith(DIFF) && !line.contains("/dev/null")) {
                add(accesses, folder, line.substring(DIFF.length()).replaceFirst("^b/", ""), Kind.EDIT);
            }
        }
        return accesses;
    }

    private static void add(List<FileAccess> accesses, String folder, String path, Kind kind) {
        String normal = FileNames.normal(folder, path);
        if (!normal.isEmpty()) {
            accesses.add(FileAccess.of(normal, kind));
        }
    }
}
