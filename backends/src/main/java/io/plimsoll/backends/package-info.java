/**
 * The inference servers behind the gateway, as live objects: which there are, how they are, what they serve.
 *
 * <p>Starting points: {@link io.plimsoll.backends.Backends} is the fleet, {@link io.plimsoll.backends.Backend} one member
 * of it, {@link io.plimsoll.backends.BackendStatus} what is known about it now. Differences between servers stay in
 * {@code engine}, the choice of a member in {@code route}. Admission (whether a request may go now or waits) will stand
 * between {@code route.EndpointPicker} and {@link io.plimsoll.backends.Backend#tryEnter}, in a package of its own.
 */
@NullMarked
package io.plimsoll.backends;

import org.jspecify.annotations.NullMarked;
