/**
 * Reads and edits answers beside their bytes: what usage an upstream reports, which errors it hides in a stream that began
 * well, and the one event that a client must not see. Memory is bounded for any input, and the bytes are the received ones.
 *
 * <p>Starting points: {@link io.plimsoll.gateway.stream.UsageReader} for what is only read, {@link
 * io.plimsoll.gateway.stream.SseUsageStripper} for what loses one event, {@link io.plimsoll.gateway.stream.SseEvents} for what
 * is taken apart.
 */
@NullMarked
package io.plimsoll.gateway.stream;

import org.jspecify.annotations.NullMarked;
