/**
 * Which lines of removed texts stay, so that each name in them can still be read where it stood: a file that was read to the
 * last line says most of its names again and again, and one line a name is a fraction of it.
 *
 * <p>Starting points: {@link io.plimsoll.compression.retain.KeptLines} is what others call. {@code CandidateLines} splits
 * texts, {@code LineNames} finds the names of a line, {@code LineCover} chooses. Knows texts only: neither messages nor
 * dialects. Everything here is pure, and linear in the text however hostile that is.
 */
@NullMarked
package io.plimsoll.compression.retain;

import org.jspecify.annotations.NullMarked;
