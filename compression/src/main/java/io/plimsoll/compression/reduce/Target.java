package io.plimsoll.compression.reduce;

import java.util.function.ToIntFunction;

/**
 * How short a text should become, and what matters in it.
 *
 * @param tokens what it should have at most; at least 0. Lossless reducers do what they can, whatever it is; a lossy one does
 *     not leave out more than it takes
 * @param goal what the work is about: the user's last words and what the agent has just said, plain text; may be empty
 * @param counter the tokens of a plain text, as the served model counts them; thread-safe
 */
public record Target(int tokens, String goal, ToIntFunction<String> counter) {

    public Target {
        if (tokens < 0) {
            throw new IllegalArgumentException("reduction target: tokens " + tokens + " (expected: >= 0)");
        }
    }
}
