/**
 * The demonstration behind {@code plimsoll demo}: scripted agents work on two simulated backends, first with requests
 * passed through as they are, then under a load line, and what the agents got is compared. All requests go over HTTP
 * through a real gateway; only the engines' time is simulated.
 *
 * <p>Starting points: {@link io.plimsoll.gateway.demo.Demo} runs both halves, {@link io.plimsoll.gateway.demo.AgentSession}
 * is one agent at work.
 */
@NullMarked
package io.plimsoll.gateway.demo;

import org.jspecify.annotations.NullMarked;
