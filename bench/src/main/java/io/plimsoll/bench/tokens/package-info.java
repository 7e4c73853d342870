/**
 * How far token counts are from an engine's own, on recorded sessions.
 *
 * <p>Starting points: {@link io.plimsoll.bench.tokens.TokenBench}.
 */
@NullMarked
package io.plimsoll.bench.tokens;

import org.jspecify.annotations.NullMarked;
