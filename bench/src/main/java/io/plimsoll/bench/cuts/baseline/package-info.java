/**
 * Ways to keep a session under a cap that Plimsoll is compared with, decided in process from the client's messages alone.
 *
 * <p>Starting points: {@link io.plimsoll.bench.cuts.baseline.Baseline} names them; {@link
 * io.plimsoll.bench.cuts.baseline.FrozenCutter} is what all those do that cut rarely.
 */
@NullMarked
package io.plimsoll.bench.cuts.baseline;

import org.jspecify.annotations.NullMarked;
