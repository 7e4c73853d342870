/**
 * Reads and edits answers beside their bytes: what usage an upstream reports, which errors it hides in a stream that began
 * well, and the one event that a client must not see. Memory is bounded for any input, and the bytes are the received ones.
 *
 * <p>Starting points: {@code SseUsageStripper}, {@link io.plimsoll.gateway.stream.UsageReader}.
 */
@NullMarked
package io.plimsoll.gateway.stream;

import org.jspecify.annotations.NullMarked;
