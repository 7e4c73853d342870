/**
 * What makes one tool text say less: duplicates, stale reads, records, logs, diffs, markup, code, prose. Each reducer knows one
 * kind of redundancy and one rung of the ladder; a {@link io.plimsoll.compression.reduce.Ladder} tries them, safest first,
 * until the text is short enough. What a reducer leaves out is marked by one line that says what stood there; the original is
 * archived by whoever puts the result into a view.
 *
 * <p>Starting points: {@link io.plimsoll.compression.reduce.Reducer} and {@link io.plimsoll.compression.reduce.ContentType}.
 */
@NullMarked
package io.plimsoll.compression.reduce;

import org.jspecify.annotations.NullMarked;
