/**
 * What a result says that an earlier one has said: all of it, runs of its lines, or all but a few lines. A reference names the
 * earlier call as the agent made it, and only a call whose last result is meant, so that it can be followed by reading. The
 * newer side gives way, which costs no prefix when it has only just arrived.
 *
 * <p>Starting point: {@link io.plimsoll.compression.reduce.repeats.RepeatReducers}.
 */
@NullMarked
package io.plimsoll.compression.reduce.repeats;

import org.jspecify.annotations.NullMarked;
