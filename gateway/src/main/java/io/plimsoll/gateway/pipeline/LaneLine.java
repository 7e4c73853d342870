package io.plimsoll.gateway.pipeline;

import io.plimsoll.budget.policy.LoadLine;

/**
 * What a lane may hold now.
 *
 * @param line the load line, in tokens as the engine reports them
 * @param hardTokens what may never be exceeded, whatever the pressure: the policy's cap and the model's window
 */
record LaneLine(LoadLine line, int hardTokens) {}
