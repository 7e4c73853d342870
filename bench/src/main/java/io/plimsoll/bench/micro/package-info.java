/**
 * Microbenchmarks of the request path, run by JMH: {@code bench/run jmh}. A body of 2, 64 or 512 KiB is one request of a
 * coding agent, see {@link io.plimsoll.bench.load.ChatBodies}.
 *
 * <p>Not null-marked: JMH sets a state's fields in its set-up methods, which no check of initialisation can see.
 */
package io.plimsoll.bench.micro;
