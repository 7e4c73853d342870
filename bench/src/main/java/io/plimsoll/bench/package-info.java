/**
 * Measures the gateway: under load beside nginx, its token counts against an engine's, what its cuts save and lose on
 * recorded sessions, whether they are legal on random ones, and its steps one by one. Not shipped.
 *
 * <p>Starting points: {@link io.plimsoll.bench.load.LoadBench}, {@link io.plimsoll.bench.tokens.TokenBench}, {@link
 * io.plimsoll.bench.cuts.CutsBench}, {@link io.plimsoll.bench.legality.LegalityBench}, and the JMH classes in {@code
 * io.plimsoll.bench.micro}.
 */
@NullMarked
package io.plimsoll.bench;

import org.jspecify.annotations.NullMarked;
