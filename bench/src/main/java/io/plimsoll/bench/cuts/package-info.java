/**
 * What a cut costs the agent and saves the engine: recorded sessions go turn by turn over HTTP to an engine that keeps what
 * it receives, through Plimsoll, through other proxies, or straight after an in-process baseline has shortened them. Every
 * figure is taken from what the client sent and what the engine received, never from the proxy; the answers are the
 * recording's own, so the course of a session does not depend on what was cut.
 *
 * <p>Starting points: {@link io.plimsoll.bench.cuts.CutsBench} and {@link io.plimsoll.bench.cuts.FactsBench} are the
 * commands, a {@link io.plimsoll.bench.cuts.Contestant} is one way to shorten, {@link io.plimsoll.bench.cuts.KvMeter} and
 * {@link io.plimsoll.bench.cuts.LiteralMeter} say what is measured.
 */
@NullMarked
package io.plimsoll.bench.cuts;

import org.jspecify.annotations.NullMarked;
