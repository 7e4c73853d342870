package io.plimsoll.backends.sim;

import java.util.Objects;

/**
 * One request to a {@link ReplicaSimulation}.
 *
 * @param id names the request in the listener's calls; unique among the requests that have not ended
 * @param prefix what the prompt shares with what the pool may hold
 * @param promptTokens at least 1
 * @param outputTokens tokens that it will generate, at least 1
 * @param <P> how the simulation's pool recognises prefixes
 */
public record SimulatedRequest<P>(long id, P prefix, int promptTokens, int outputTokens) {
    public SimulatedRequest {
        Objects.requireNonNull(prefix, "prefix");
        if (promptTokens < 1) {
            throw new IllegalArgumentException(
                    "request " + id + ": promptTokens: " + promptTokens + " (expected: >= 1)");
        }
        if (outputTokens < 1) {
            throw new IllegalArgumentException(
                    "request " + id + ": outputTokens: " + outputTokens + " (expected: >= 1)");
        }
    }
}
