/**
 * Running text by its most telling sentences. A text is split into sentences and lines; each is worth what it says about the
 * goal, how late it stands and how much in it is a fact; a set of them is worth more the more of the text's words it covers.
 * The set is chosen greedily and written in the text's own order.
 *
 * <p>Starting points: {@link io.plimsoll.compression.reduce.prose.TellingSentences}, then {@code Selection}.
 */
@NullMarked
package io.plimsoll.compression.reduce.prose;

import org.jspecify.annotations.NullMarked;
