package io.plimsoll.budget.geometry;

/**
 * A layer whose memory of a sequence has a limit. All figures are bytes of one layer on one tensor-parallel rank; a layout
 * says the dtype, the ranks and the block size.
 */
public sealed interface BoundedLayer extends LayerFamily
        permits SlidingWindowAttention, ChunkedLocalAttention, RecurrentState {

    /** What can still be read after {@code tokens}, without regard to blocks. */
    long liveBytes(long tokens, KvLayout layout);

    /** Whole blocks held once the prompt has been read. */
    long restingBytes(long tokens, KvLayout layout);

    /** Whole blocks held while a prompt of {@code tokens} is read, which is what admission asks for. */
    long peakBytes(long tokens, KvLayout layout);
}
