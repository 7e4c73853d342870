/**
 * The gateway and nginx under the same load, before the same backend, on the same machine.
 *
 * <p>Starting points: {@link io.plimsoll.bench.load.LoadBench} is the course of a run; a {@link
 * io.plimsoll.bench.load.Variant} is one thing that is compared. Proxies, backend and load generator are processes of their
 * own, so that what one of them costs is told apart from the others.
 */
@NullMarked
package io.plimsoll.bench.load;

import org.jspecify.annotations.NullMarked;
