/**
 * Microbenchmarks of the request path, run by JMH: {@code bench/run jmh}. A body of 2, 64 or 512 KiB is one request of a
 * coding agent, see {@link io.plimsoll.bench.load.ChatBodies}.
 */
@NullMarked
package io.plimsoll.bench.micro;

import org.jspecify.annotations.NullMarked;
