package io.plimsoll.compression.reduce.files;

import io.plimsoll.compression.reduce.ToolText;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/* Calls are folded from the newest to the oldest, with what is known of each file behind the call at hand: whether it
 * changed, which of its lines were read, and whether somebody still tries to change it. A read is then
 *
 *   stale       if the file changed behind it;
 *   superseded  if all lines that it shows were read again behind it.
 *
 * Neither holds while a change that failed, or has no answer yet, stands behind the read with nothing done about it since:
 * the agent is about to quote the lines that it read. A read that was made again is superseded all the same.
 *
 * Measured on a recorded coding session of 437 turns: at its end 44 of 51 reads, 89 % of what was read, are stale, and 12 %
 * superseded.
 */
/**
 * What a history of tool calls has made of each file it read. Immutable, thread-safe; each question is answered at once, made
 * in time near linear to the texts.
 */
public final class FileLedger {

    private final List<FileUse> uses;
    private final BitSet stale = new BitSet();
    private final BitSet superseded = new BitSet();

    private FileLedger(List<FileUse> uses) {
        this.uses = List.copyOf(uses);
    }

    /** The ledger of a history in the words of well-known clients. */
    public static FileLedger of(List<ToolText> texts) {
        return of(texts, ToolVocabulary.BUILT_IN);
    }

    /**
     * The ledger of a history.
     *
     * @param texts calls with their results, oldest first
     */
    public static FileLedger of(List<ToolText> texts, ToolVocabulary vocabulary) {
        var ledger = new FileLedger(texts.stream().map(vocabulary::use).toList());
        List<List<String>> tried =
                texts.stream().map(vocabulary::changesNotMade).toList();
        ledger.fold(tried);
        return ledger;
    }

    /** What call {@code index} does to files. */
    public FileUse use(int index) {
        return uses.get(index);
    }

    /** Whether the result of call {@code index} is nothing but text of files that have changed since. */
    public boolean isStale(int index) {
        return stale.get(index);
    }

    /** Whether the result of call {@code index} is nothing but lines of files that later results show again. */
    public boolean isSuperseded(int index) {
        return superseded.get(index);
    }

    private void fold(List<List<String>> tried) {
        FileNames names = names(tried);
        Map<String, Later> files = new HashMap<>();
        for (int i = uses.size() - 1; i >= 0; i--) {
            FileUse use = uses.get(i);
            if (use.onlyReads()) {
                judge(i, use, names, files);
            }
            for (FileAccess access : use.accesses()) {
                files.computeIfAbsent(names.canonical(access.path()), _ -> new Later())
                        .goBackBefore(access);
            }
            for (String path : tried.get(i)) {
                files.computeIfAbsent(names.canonical(path), _ -> new Later()).goBackBeforeAttempt();
            }
        }
    }

    private void judge(int index, FileUse use, FileNames names, Map<String, Later> files) {
        boolean allChanged = true;
        boolean allReadAgain = true;
        for (FileAccess read : use.accesses()) {
            Later later = files.get(names.canonical(read.path()));
            boolean readAgain = later != null && read.lines() != null && later.read.covers(read.lines());
            allReadAgain &= readAgain;
            allChanged &= later != null && later.changed && (readAgain || !later.wanted);
        }
        stale.set(index, allChanged);
        superseded.set(index, allReadAgain);
    }

    private FileNames names(List<List<String>> tried) {
        List<String> paths = new ArrayList<>();
        uses.forEach(use -> use.accesses().forEach(access -> paths.add(access.path())));
        tried.forEach(paths::addAll);
        return new FileNames(paths);
    }

    /** What happens to one file behind a call. */
    private static final class Later {

        private final LineSet read = new LineSet();
        private boolean changed;
        private boolean wanted;

        private void goBackBefore(FileAccess access) {
            if (access.kind().changes()) {
                changed = true;
            } else if (access.lines() != null) {
                read.add(access.lines());
            }
        }

        /** A change that succeeded later has settled the matter. */
        private void goBackBeforeAttempt() {
            wanted |= !changed;
        }
    }
}
