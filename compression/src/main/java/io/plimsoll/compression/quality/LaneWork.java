package io.plimsoll.compression.quality;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import io.plimsoll.compression.reduce.ToolText;
import io.plimsoll.compression.reduce.files.FileAccess;
import io.plimsoll.compression.reduce.files.FileUse;
import io.plimsoll.compression.reduce.files.LineRange;
import io.plimsoll.compression.reduce.files.LineSet;
import io.plimsoll.compression.reduce.files.ToolVocabulary;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * What the calls of one lane have told so far: hashes and line numbers, no text. Bounded: of more calls than it can hold the
 * oldest are forgotten and count as new. Not thread-safe.
 */
public final class LaneWork {

    private static final int MOST_CALLS = 2_048;
    private static final int MOST_FILES = 1_024;
    private static final Hasher64 HASHER = Hashing.xxh3_64();

    private final ToolVocabulary vocabulary;
    private final SequencedMap<Long, Long> answers = new LinkedHashMap<>();
    private final SequencedMap<String, LineSet> read = new LinkedHashMap<>();

    /** The work of a lane that has not begun. */
    public LaneWork(ToolVocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    /** The work of the same lane before its first call. */
    public LaneWork anew() {
        return new LaneWork(vocabulary);
    }

    /**
     * Takes the next call in and tells what it brought.
     *
     * @param call with its result
     */
    public CallNews take(ToolText call) {
        if (!vocabulary.failedChanges(call).isEmpty()) {
            return CallNews.FAILED_EDIT;
        }
        FileUse use = vocabulary.use(call);
        boolean known = use.onlyReads() && isKnown(use);
        boolean answeredAlike = remember(call);
        fold(use);
        if (use.changes()) {
            return CallNews.NEW;
        }
        if (known || (answeredAlike && use.onlyReads())) {
            return CallNews.REREAD;
        }
        return answeredAlike ? CallNews.REPEAT : CallNews.NEW;
    }

    private boolean isKnown(FileUse use) {
        for (FileAccess access : use.accesses()) {
            LineSet before = read.get(access.path());
            LineRange lines = access.lines();
            if (before == null || lines == null || !before.covers(lines)) {
                return false;
            }
        }
        return true;
    }

    /** Whether the same call had the same answer before; an empty answer tells nothing in either case. */
    private boolean remember(ToolText call) {
        long question = HASHER.hashStream()
                .putString(call.tool())
                .putString(call.arguments())
                .getAsLong();
        long answer = HASHER.hashCharsToLong(call.result());
        Long before = answers.remove(question);
        answers.put(question, answer);
        forgetOldest(answers, MOST_CALLS);
        return before != null && before == answer && !call.result().isBlank();
    }

    private void fold(FileUse use) {
        for (FileAccess access : use.accesses()) {
            if (access.kind().changes()) {
                read.remove(access.path());
            } else if (access.lines() != null) {
                read.computeIfAbsent(access.path(), _ -> new LineSet()).add(access.lines());
            }
        }
        forgetOldest(read, MOST_FILES);
    }

    private static void forgetOldest(SequencedMap<?, ?> map, int most) {
        while (map.size() > most) {
            map.pollFirstEntry();
        }
    }
}
