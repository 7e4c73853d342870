package io.plimsoll.compression.reduce;

import io.plimsoll.budget.config.PolicyEntry;
import io.plimsoll.budget.config.Reduction;
import io.plimsoll.compression.reduce.files.FileReducers;
import io.plimsoll.compression.reduce.files.ToolVocabulary;
import io.plimsoll.compression.reduce.repeats.RepeatReducers;
import java.util.List;

/** Puts ladders together from all reducers that there are. */
public final class Ladders {

    private Ladders() {}

    /** The rungs that a policy names, in its order. */
    public static Ladder of(PolicyEntry policy) {
        ToolVocabulary vocabulary = ToolVocabulary.BUILT_IN.with(policy.effectiveTools());
        return new Ladder(policy.effectiveReduce().stream()
                .flatMap(rung -> reducers(rung, vocabulary).stream())
                .toList());
    }

    private static List<Reducer> reducers(Reduction rung, ToolVocabulary vocabulary) {
        return switch (rung) {
            case DUPLICATES -> RepeatReducers.safestFirst();
            case STALE_READS -> List.of(FileReducers.staleReads(vocabulary));
            case OLD_TOOL_RESULTS -> List.of(new OldResults());
            case STRUCTURE, EXTRACT -> List.of();
        };
    }
}
