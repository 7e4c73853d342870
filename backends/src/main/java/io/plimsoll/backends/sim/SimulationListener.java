package io.plimsoll.backends.sim;

/**
 * Hears what happens to the requests of a {@link ReplicaSimulation}, in order of time, on the thread that advances it. It
 * may submit and cancel from within a call, at or after the call's time. Times are simulated seconds.
 */
public interface SimulationListener {

    /** {@code id} has its place in the pool; {@code hitTokens} of its prompt need no prefill. Called again after a preemption. */
    default void admitted(long id, double time, int hitTokens) {}

    /** {@code id} made its first token. */
    default void firstToken(long id, double time) {}

    /**
     * {@code id} made {@code tokens} more tokens, the first excluded, the last of them at {@code end}. More than one when
     * a stretch of decode steps was computed as one, which began at {@code start}.
     */
    default void decoded(long id, int tokens, double start, double end) {}

    /** {@code id} lost its place in the pool and waits again, at the queue's head. */
    default void preempted(long id, double time) {}

    /** {@code id} made its last token; said after that token. */
    default void ended(long id, double time) {}
}
