/**
 * Tests of a whole gateway over loopback sockets.
 *
 * <p>Starting points: {@link io.plimsoll.gateway.RunningGateway} with a {@link io.plimsoll.gateway.ScriptedEngine} behind it,
 * and {@link io.plimsoll.gateway.AgentHistory} in front.
 */
@NullMarked
package io.plimsoll.gateway;

import org.jspecify.annotations.NullMarked;
