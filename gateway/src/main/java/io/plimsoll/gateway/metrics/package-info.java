/**
 * What the gateway measures, as Micrometer meters. Names follow OpenTelemetry's GenAI conventions where these have one, and
 * begin with {@code plimsoll} where they have none. No session, key or prompt is ever a label.
 *
 * <p>Starting points: {@link io.plimsoll.gateway.metrics.GatewayMeters} counts requests, cuts and degradations, {@link
 * io.plimsoll.gateway.metrics.FleetMeters} shows backends and their KV pools.
 */
@NullMarked
package io.plimsoll.gateway.metrics;

import org.jspecify.annotations.NullMarked;
