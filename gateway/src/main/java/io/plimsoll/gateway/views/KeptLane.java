package io.plimsoll.gateway.views;

import io.plimsoll.budget.LaneKey;
import io.plimsoll.compression.ChainHash;
import io.plimsoll.compression.View;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a lane for another process to go on with. Never the conversation, but the bytes of the edits may quote it.
 *
 * @param key whose lane it is
 * @param scope within which of the tenant's histories its own is looked for: the session that the client names, empty where it
 *     names none
 * @param ends chain hashes that its history has ended with, oldest first and its newest known one last; not empty
 * @param followsCompaction whether its history began with the summary of an earlier one
 * @param backend the name of the backend that ran its last turn, or null where none did
 * @param view its edits
 */
public record KeptLane(
        LaneKey key,
        String scope,
        List<ChainHash> ends,
        boolean followsCompaction,
        @Nullable String backend,
        View view) {

    public KeptLane {
        ends = List.copyOf(ends);
        if (ends.isEmpty()) {
            throw new IllegalArgumentException("kept lane: " + key + ": no ends (expected: some)");
        }
    }
}
