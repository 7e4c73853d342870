package io.plimsoll.backends.sim;

import java.util.Objects;
import java.util.OptionalInt;

/**
 * How a simulated engine is set up.
 *
 * @param host the address to listen on
 * @param port the port to listen on, 0 for any free one
 * @param model what it serves; its window must fit in the replica's pool
 * @param replica how fast and how large it is
 * @param pace how its time passes
 * @param queueLimit how many requests may wait for a place before others are refused with 503, at least 1; empty for no
 *     limit
 */
public record SimulatedEngineOptions(
        String host, int port, SimulatedModel model, ReplicaSpec replica, SimulationPace pace, OptionalInt queueLimit) {

    public SimulatedEngineOptions {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(pace, "pace");
        if (port < 0 || port > 65_535) {
            throw invalid("port", port, "0..65535");
        }
        int longest = replica.pool().longestSequence();
        if (model.window() > longest) {
            throw invalid("model.window", model.window(), "<= " + longest + ", what the replica's pool can hold");
        }
        if (queueLimit.isPresent() && queueLimit.getAsInt() < 1) {
            throw invalid("queueLimit", queueLimit.getAsInt(), ">= 1");
        }
    }

    /** {@code model} on the reference replica, in real time, on any free port of the loopback interface. */
    public static SimulatedEngineOptions of(SimulatedModel model) {
        return new SimulatedEngineOptions(
                "127.0.0.1", 0, model, ReplicaSpec.referenceReplica(), SimulationPace.realTime(), OptionalInt.empty());
    }

    /** These options, listening elsewhere. */
    public SimulatedEngineOptions listeningOn(String newHost, int newPort) {
        return new SimulatedEngineOptions(newHost, newPort, model, replica, pace, queueLimit);
    }

    /** These options for another replica. */
    public SimulatedEngineOptions withReplica(ReplicaSpec newReplica) {
        return new SimulatedEngineOptions(host, port, model, newReplica, pace, queueLimit);
    }

    /** These options at another pace. */
    public SimulatedEngineOptions withPace(SimulationPace newPace) {
        return new SimulatedEngineOptions(host, port, model, replica, newPace, queueLimit);
    }

    /** These options with a limit on waiting requests. */
    public SimulatedEngineOptions withQueueLimit(int newQueueLimit) {
        return new SimulatedEngineOptions(host, port, model, replica, pace, OptionalInt.of(newQueueLimit));
    }

    private static IllegalArgumentException invalid(String what, int value, String rule) {
        return new IllegalArgumentException("simulated engine: " + what + ": " + value + " (expected: " + rule + ")");
    }
}
