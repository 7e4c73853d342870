/**
 * Texts as vectors. An {@link io.plimsoll.retrieval.embed.Embedder} turns one text into one vector of unit length;
 * {@link io.plimsoll.retrieval.embed.Embedders} finds the model on the class path.
 *
 * <p>One text at a time: the models are quantised, and the vectors of a batch depend on the batch. So a vector is a
 * function of its text alone, which makes it cacheable and recall repeatable.
 */
@NullMarked
package io.plimsoll.retrieval.embed;

import org.jspecify.annotations.NullMarked;
