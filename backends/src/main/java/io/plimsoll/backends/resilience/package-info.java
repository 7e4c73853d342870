/**
 * When a backend is left alone, and when it is asked again.
 *
 * <p>Starting points: {@link io.plimsoll.backends.resilience.CircuitBreaker} counts what traffic and probes report,
 * {@link io.plimsoll.backends.resilience.BackendFailure} names what counts.
 */
@NullMarked
package io.plimsoll.backends.resilience;

import org.jspecify.annotations.NullMarked;
