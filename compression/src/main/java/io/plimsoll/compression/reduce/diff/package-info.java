/**
 * Unified diffs, as {@code git diff}, {@code git show} and {@code diff -u} write them. What is made of one is a unified diff
 * again: hunks keep their numbers, so that a tool could still apply them.
 *
 * <p>Starting points: {@link io.plimsoll.compression.reduce.diff.ShorterContext} and
 * {@link io.plimsoll.compression.reduce.diff.LargestHunks}; {@code UnifiedDiff} reads the format.
 */
@NullMarked
package io.plimsoll.compression.reduce.diff;

import org.jspecify.annotations.NullMarked;
