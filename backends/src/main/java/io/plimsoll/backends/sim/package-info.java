/**
 * A simulated inference engine: one continuous-batching replica with a paged KV pool and a prefix cache, modelled step by
 * step, and vLLM's HTTP surface in front of it. It answers with made-up text, but its time, its cache hits, its queue and
 * its preemptions behave like the modelled replica's, so a whole fleet of agents can be tried without a GPU.
 *
 * <p>Starting points: {@link io.plimsoll.backends.sim.SimulatedEngine} serves, {@link
 * io.plimsoll.backends.sim.ReplicaSimulation} computes, {@link io.plimsoll.backends.sim.ReplicaSpec} holds the replica's
 * constants. The simulation itself is plain Java without threads; only the engine knows Vert.x.
 */
@NullMarked
package io.plimsoll.backends.sim;

import org.jspecify.annotations.NullMarked;
