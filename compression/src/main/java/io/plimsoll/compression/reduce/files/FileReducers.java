package io.plimsoll.compression.reduce.files;

import io.plimsoll.compression.reduce.Reducer;

/** The rungs of the ladder that know what became of files. */
public final class FileReducers {

    private FileReducers() {}

    /** One line for reads of files that were changed, or read again, since. */
    public static Reducer staleReads(ToolVocabulary vocabulary) {
        return new StaleReads(vocabulary);
    }
}
