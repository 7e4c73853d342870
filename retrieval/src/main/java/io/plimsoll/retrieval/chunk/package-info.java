/**
 * Long texts as passages. A {@link io.plimsoll.retrieval.chunk.Chunker} cuts where the text itself has joints: turns, lines,
 * sentences, records.
 */
@NullMarked
package io.plimsoll.retrieval.chunk;

import org.jspecify.annotations.NullMarked;
