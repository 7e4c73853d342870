package io.plimsoll.budget.geometry;

/** A layer that keeps something for every token of the context. */
public sealed interface GrowingLayer extends LayerFamily permits FullAttention, LatentAttention {

    /** Bytes for one token on one tensor-parallel rank, all tokens being on that rank. */
    long rankBytesPerToken(KvDtype dtype, Parallelism parallelism);
}
