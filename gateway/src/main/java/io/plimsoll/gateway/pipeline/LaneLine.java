package io.plimsoll.gateway.pipeline;

import io.plimsoll.budget.policy.LoadLine;

/**
 * What a lane may hold now.
 *
 * @param line the load line, in tokens as the engine reports them
 * @param hardTokens what may never be exceeded, whatever the pressure: the policy's cap and the model's window
 * @param kv what its memory is worth
 */
record LaneLine(LoadLine line, int hardTokens, Kv kv) {

    /**
     * KV memory of the pool that the lane's request would go to.
     *
     * @param value what freed memory is worth there now, 0 to 1
     * @param bytesPerToken what a token takes of it, over all ranks
     */
    record Kv(double value, long bytesPerToken) {}
}
