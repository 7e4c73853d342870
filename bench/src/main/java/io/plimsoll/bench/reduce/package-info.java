/**
 * What each reducer saves, and what it loses, alone and beside cutting a text off at the same size. One kind of text has one
 * measure; those that need real texts take them as files.
 *
 * <p>Starting points: {@link io.plimsoll.bench.reduce.ReduceBench} and {@link io.plimsoll.bench.reduce.ReduceMeasure}.
 */
@NullMarked
package io.plimsoll.bench.reduce;

import org.jspecify.annotations.NullMarked;
