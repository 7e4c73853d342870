package io.plimsoll.gateway.translate;

/**
 * Writes one answer as a stream of the client's dialect. Blocks come one after the other: each is opened, grows and is closed
 * before the next. After {@link #end} or {@link #fail} nothing comes. Not thread-safe; one per answer.
 */
interface AnswerEvents {

    /** The answer begins; called first, unless it fails before. */
    void begin(AnswerHead head);

    void open(AnswerBlock block);

    /** {@code delta}, never empty, has been added to the block. */
    void grow(AnswerBlock block, String delta);

    void close(AnswerBlock block);

    /** The answer is complete. */
    void end(AnswerEnd end);

    /** The answer ends in an error; an open block stays open. */
    void fail(EngineFailure failure);
}
