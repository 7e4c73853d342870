package io.plimsoll.compression.reduce.repeats;

import io.plimsoll.compression.reduce.Reducer;
import java.util.List;

/** The rungs of the ladder that know what was said before. */
public final class RepeatReducers {

    private RepeatReducers() {}

    /** Whole results first, then runs of lines, then texts that differ in a few lines; only the last loses anything. */
    public static List<Reducer> safestFirst() {
        return List.of(new ExactDuplicates(), new LineRuns(), new NearDuplicates());
    }
}
