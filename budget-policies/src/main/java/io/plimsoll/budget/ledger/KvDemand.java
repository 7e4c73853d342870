package io.plimsoll.budget.ledger;

import io.plimsoll.budget.LaneKey;
import java.util.Objects;

/**
 * What one request asks of a pool.
 *
 * @param pool name of the backend replica's pool
 * @param lane whose request it is
 * @param promptTokens tokens as rendered for the backend, at least 0
 * @param outputTokens tokens that the answer is expected to have, at least 0
 * @param prefix the shareable beginning of the prompt, not longer than it
 */
public record KvDemand(String pool, LaneKey lane, int promptTokens, int outputTokens, SharedPrefix prefix) {

    public KvDemand {
        Objects.requireNonNull(pool, "pool");
        Objects.requireNonNull(lane, "lane");
        requireTokens(promptTokens, outputTokens);
        if (prefix.tokens() > promptTokens) {
            throw new IllegalArgumentException("KV demand of %s: prefix: %d tokens (expected: <= promptTokens %d)"
                    .formatted(lane, prefix.tokens(), promptTokens));
        }
    }

    /** Prompt and output together. */
    public int tokens() {
        return promptTokens + outputTokens;
    }

    static void requireTokens(int promptTokens, int outputTokens) {
        if (promptTokens < 0 || outputTokens < 0 || promptTokens > Integer.MAX_VALUE - outputTokens) {
            throw new IllegalArgumentException("KV tokens: prompt %d, output %d (expected: each >= 0, their sum an int)"
                    .formatted(promptTokens, outputTokens));
        }
    }
}
