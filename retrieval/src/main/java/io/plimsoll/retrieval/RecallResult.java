package io.plimsoll.retrieval;

import java.util.List;
import java.util.Objects;

/**
 * What a recall brought back.
 *
 * @param passages by falling score, each text once; empty exactly if the mode is {@link Mode#NONE}
 * @param mode how they were found
 * @param deadlineMissed whether embeddings were wanted and not ready in time
 */
public record RecallResult(List<Passage> passages, Mode mode, boolean deadlineMissed) {

    public RecallResult {
        passages = List.copyOf(passages);
        Objects.requireNonNull(mode, "mode");
        if (passages.isEmpty() != (mode == Mode.NONE)) {
            throw new IllegalArgumentException("recall result: mode: " + mode + " with " + passages.size()
                    + " passages (expected: NONE exactly if there are none)");
        }
    }

    /** Nothing is relevant enough. */
    public static RecallResult none(boolean deadlineMissed) {
        return new RecallResult(List.of(), Mode.NONE, deadlineMissed);
    }

    /** How passages were found. */
    public enum Mode {
        /** By words and embeddings. */
        HYBRID,
        /** By words alone: no embedder, an embedding failed, or the deadline passed. */
        LEXICAL,
        /** Nothing was relevant enough, or the session has no archive. */
        NONE
    }
}
