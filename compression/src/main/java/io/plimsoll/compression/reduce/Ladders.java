package io.plimsoll.compression.reduce;

import io.plimsoll.budget.config.PolicyEntry;
import io.plimsoll.compression.reduce.code.CodeSkeleton;
import io.plimsoll.compression.reduce.diff.LargestHunks;
import io.plimsoll.compression.reduce.diff.ShorterContext;
import io.plimsoll.compression.reduce.files.FileReducers;
import io.plimsoll.compression.reduce.files.ToolVocabulary;
import io.plimsoll.compression.reduce.html.HtmlToText;
import io.plimsoll.compression.reduce.json.JsonSample;
import io.plimsoll.compression.reduce.json.JsonTable;
import io.plimsoll.compression.reduce.listing.FoldedPaths;
import io.plimsoll.compression.reduce.listing.FolderCounts;
import io.plimsoll.compression.reduce.listing.GroupedMatches;
import io.plimsoll.compression.reduce.listing.TopMatches;
import io.plimsoll.compression.reduce.log.LogExtract;
import io.plimsoll.compression.reduce.log.LogTemplates;
import io.plimsoll.compression.reduce.prose.TellingSentences;
import io.plimsoll.compression.reduce.repeats.RepeatReducers;
import java.util.List;
import java.util.stream.Stream;

/** Puts ladders together from all reducers that there are. */
public final class Ladders {

    /** Those that need to be told nothing; of one rung the lossless ones first. */
    private static final List<Reducer> BY_THEMSELVES = Stream.concat(
                    RepeatReducers.safestFirst().stream(),
                    Stream.of(
                            new OldResults(),
                            new JsonTable(),
                            new LogTemplates(),
                            new GroupedMatches(),
                            new FoldedPaths(),
                            new HtmlToText(),
                            new ShorterContext(),
                            new CodeSkeleton(),
                            new JsonSample(),
                            new LogExtract(),
                            new LargestHunks(),
                            new TopMatches(),
                            new FolderCounts(),
                            new TellingSentences()))
            .toList();

    private Ladders() {}

    /** The rungs that a policy names, in its order. */
    public static Ladder of(PolicyEntry policy) {
        Reducer staleReads = FileReducers.staleReads(ToolVocabulary.BUILT_IN.with(policy.effectiveTools()));
        return new Ladder(policy.effectiveReduce().stream()
                .flatMap(rung -> Stream.concat(Stream.of(staleReads), BY_THEMSELVES.stream())
                        .filter(reducer -> reducer.rung() == rung))
                .toList());
    }
}
