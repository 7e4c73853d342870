package io.plimsoll.backends.sim;

import java.util.Objects;

/**
 * A prompt's relation to the cache, told by its session instead of by its content: for simulations on recorded lengths.
 *
 * @param session whose prompt it is; sessions share nothing
 * @param commonTokens how many leading tokens the prompt has in common with the session's previous prompt, at least 0
 */
public record SessionPrefix(String session, int commonTokens) {
    public SessionPrefix {
        Objects.requireNonNull(session, "session");
        if (commonTokens < 0) {
            throw new IllegalArgumentException(
                    "session " + session + ": commonTokens: " + commonTokens + " (expected: >= 0)");
        }
    }
}
