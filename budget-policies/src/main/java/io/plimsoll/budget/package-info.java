/**
 * The domain of budgets: what a conversation costs in tokens and in KV bytes, how much of it a session may hold now, and
 * what the policy file says about both.
 *
 * <p>Starting points: {@link io.plimsoll.budget.tokens.PromptCounter} counts, {@link io.plimsoll.budget.LaneKey} names
 * whose tokens they are. This module knows no HTTP, no index and no meter.
 */
@NullMarked
package io.plimsoll.budget;

import org.jspecify.annotations.NullMarked;
