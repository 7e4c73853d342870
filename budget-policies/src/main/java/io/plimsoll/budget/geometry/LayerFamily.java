package io.plimsoll.budget.geometry;

/**
 * How one layer remembers a sequence. Closed, because the arithmetic of a footprint differs in exactly one way: a
 * {@link GrowingLayer} costs by the token, a {@link BoundedLayer} stops growing.
 */
public sealed interface LayerFamily permits GrowingLayer, BoundedLayer {}
