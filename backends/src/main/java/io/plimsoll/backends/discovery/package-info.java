/**
 * Finds out what stands behind a URL.
 *
 * <p>Starting points: {@link io.plimsoll.backends.discovery.EngineDiscovery} asks,
 * {@link io.plimsoll.backends.discovery.Discovery} is the outcome.
 */
@NullMarked
package io.plimsoll.backends.discovery;

import org.jspecify.annotations.NullMarked;
