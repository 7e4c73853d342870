/**
 * Replays recorded agent sessions through a real gateway against the simulated engine, and measures what the engine got
 * and computed. No GPU, no model: the engine answers with the recording's own next message, so the course of a session
 * does not depend on what was cut.
 *
 * <p>Starting points: {@link io.plimsoll.gateway.replay.RecordingFile} reads recordings, {@link
 * io.plimsoll.gateway.replay.Replay} sends them. {@link io.plimsoll.gateway.replay.SimulatedDeployment} is the gateway
 * with its engines, which the demo uses too.
 */
@NullMarked
package io.plimsoll.gateway.replay;

import org.jspecify.annotations.NullMarked;
