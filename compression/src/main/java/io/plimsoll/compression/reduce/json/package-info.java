/**
 * JSON that says the same in fewer tokens, or the telling part of it. Arrays of like objects become tables, which are read back
 * without loss; of what is still too long, rows are sampled by what they tell. Numbers keep the spelling that they came in.
 *
 * <p>Starting points: {@link io.plimsoll.compression.reduce.json.JsonTable} and
 * {@link io.plimsoll.compression.reduce.json.JsonSample}.
 */
@NullMarked
package io.plimsoll.compression.reduce.json;

import org.jspecify.annotations.NullMarked;
